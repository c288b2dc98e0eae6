package org.bestiary.zoo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.layer.FoldedNetwork;
import org.bestiary.zoo.update.FusedUpdater;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images per second of one network on synthetic batches: the median over steps after a warm-up of a quarter of the time.
 *
 * @param trainImagesPerSecond forward, back and update
 * @param inferImagesPerSecond forward in evaluation mode; with the fast engine, batch normalisations folded into convolutions
 * @param peakRssMiB the process's largest resident memory so far in MiB, or 0 where the system does not tell
 */
public record Throughput(double trainImagesPerSecond, double inferImagesPerSecond, long peakRssMiB) {

    private static final int LEAST_STEPS = 5;

    /**
     * Measures.
     *
     * @param architecture the network
     * @param options input, classes and engine
     * @param batch images per step
     * @param each how long to measure training, and again inference
     * @throws ZooException if the batch or the time is not positive
     */
    public static Throughput measure(Architecture architecture, BuildOptions options, int batch, Duration each) {
        if (batch < 1 || each.isNegative() || each.isZero()) {
            throw new ZooException(
                    "batch and seconds must be positive, but got " + batch + " and " + each.toMillis() / 1e3);
        }
        Network network = architecture.network(options);
        ComputationGraph net = new ComputationGraph(architecture.configure(options));
        net.init();
        INDArray images = images(network.input(), batch, options.engine());
        INDArray[] labels = network.outputs().stream()
                .map(n -> labels(batch, n.output().channels()))
                .toArray(INDArray[]::new);
        if (options.engine() == Engine.FAST) {
            FusedUpdater.attach(net);
        }
        MultiDataSet data = new MultiDataSet(new INDArray[] {images}, labels);
        double train = rate(() -> net.fit(data), batch, each);
        ComputationGraph answering = options.engine() == Engine.FAST ? FoldedNetwork.of(net) : net;
        INDArray[] inputs = {images};
        double infer = rate(() -> answering.output(false, inputs), batch, each);
        return new Throughput(train, infer, highWaterMark() / 1024);
    }

    private static INDArray images(Shape s, int batch, Engine engine) {
        INDArray x = engine == Engine.FAST
                ? Nd4j.create(batch, s.height(), s.width(), s.channels())
                : Nd4j.create(batch, s.channels(), s.height(), s.width());
        Random random = new Random(1);
        float[] row = new float[(int) (x.length() / batch)];
        for (int i = 0; i < batch; i++) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextFloat();
            }
            x.slice(i).assign(Nd4j.createFromArray(row).reshape(x.slice(i).shape()));
        }
        return x;
    }

    private static INDArray labels(int batch, int classes) {
        INDArray y = Nd4j.zeros(batch, classes);
        for (int i = 0; i < batch; i++) {
            y.putScalar(i, i % classes, 1);
        }
        return y;
    }

    private static double rate(Runnable step, int batch, Duration time) {
        long warm = System.nanoTime() + time.toNanos() / 4;
        do {
            step.run();
        } while (System.nanoTime() < warm);
        List<Long> times = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        do {
            long start = System.nanoTime();
            step.run();
            times.add(System.nanoTime() - start);
        } while (System.nanoTime() < end || times.size() < LEAST_STEPS);
        times.sort(null);
        return batch * 1e9 / times.get(times.size() / 2);
    }

    /** Linux's largest resident memory of this process in KiB, or 0. */
    private static long highWaterMark() {
        Path file = Path.of("/proc/self/status");
        if (!Files.isReadable(file)) {
            return 0;
        }
        try {
            return Files.readAllLines(file).stream()
                    .filter(l -> l.startsWith("VmHWM:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
