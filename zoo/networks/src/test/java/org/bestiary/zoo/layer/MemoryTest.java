package org.bestiary.zoo.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Pool;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Resident memory stays where it is: nothing native is lost per step or per network. */
@Tag("slow")
class MemoryTest {

    private static final Tiny TINY = new Tiny(
            Shape.map(3, 16, 16),
            (g, x) -> g.pool(
                    "p",
                    g.relu("r", g.batchNorm("bn", g.conv("c", x, Conv.of(16, 3).pad(1)))),
                    Pool.max(2)));

    /** Resident memory without the Java heap, which grows and shrinks as the collector likes. */
    private static long residentKiB() throws IOException, InterruptedException {
        Path status = Path.of("/proc/self/status");
        assumeTrue(Files.isReadable(status), "only Linux tells");
        for (int i = 0; i < 3; i++) {
            System.gc(); // ND4J frees what the collector has found, in a thread of its own
            Thread.sleep(300);
        }
        long heap = Runtime.getRuntime().totalMemory() / 1024;
        return Files.readAllLines(status).stream()
                        .filter(l -> l.startsWith("VmRSS:"))
                        .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                - heap;
    }

    private static void train(ComputationGraph net, int steps, int batch) {
        INDArray x = Tiny.nhwc(Tiny.images(batch, TINY.input(), 1));
        for (int i = 0; i < steps; i++) {
            net.fit(new DataSet(x, Tiny.labels(batch)));
        }
    }

    @Test
    void twoThousandSteps() throws Exception {
        ComputationGraph net = TINY.build(Engine.FAST);
        train(net, 2000, 32); // until compiled code and allocators have what they need
        long before = residentKiB();
        train(net, 2000, 32);
        assertThat(residentKiB() - before).as("growth in KiB").isLessThan(40_000);
    }

    @Test
    void fiftyNetworks() throws Exception {
        for (int i = 0; i < 20; i++) {
            ComputationGraph net = TINY.build(Engine.FAST);
            train(net, 3, 32);
            net.close();
        }
        long before = residentKiB();
        for (int i = 0; i < 50; i++) {
            ComputationGraph net = TINY.build(Engine.FAST);
            train(net, 3, 32);
            net.close();
        }
        assertThat(residentKiB() - before).as("growth in KiB").isLessThan(40_000);
    }

    @Test
    void manyBatchSizes() throws Exception {
        ComputationGraph net = TINY.build(Engine.FAST);
        for (int batch = 1; batch <= 400; batch++) {
            train(net, 1, 1 + batch % 40);
        }
        long before = residentKiB();
        for (int batch = 1; batch <= 400; batch++) {
            train(net, 1, 1 + batch % 40);
        }
        assertThat(residentKiB() - before).as("growth in KiB").isLessThan(40_000);
    }
}
