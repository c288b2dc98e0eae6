package org.bestiary.zoo.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Activation;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Pool;
import org.bestiary.zoo.update.FusedUpdater;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Several networks in one process, in several threads, and all layers in one network. */
class ManyNetworksTest {

    private static final Tiny EVERYTHING = new Tiny(Shape.map(3, 12, 12), (g, x) -> {
        Node a = g.relu(
                "r1", g.batchNorm("bn1", g.conv("c1", x, Conv.of(8, 3).pad(1).noBias())));
        Node b = g.activate("s", g.conv("c2", a, Conv.of(8, 3).pad(1).groups(2)), Activation.SWISH);
        Node c = g.activate(
                "r6", g.batchNorm("bn2", g.conv("dw", b, Conv.of(8, 3).pad(1).groups(8))), Activation.RELU6);
        Node d = g.relu("r2", g.add("sum", a, c));
        Node e = g.channelShuffle(
                "mix", g.concat("both", List.of(d, g.localResponseNorm("lrn", b, 5, 1e-2, 0.75, 2))), 4);
        Node f = g.zeroPaddedShortcut(
                "short", g.pool("max", e, Pool.max(3).stride(2).ceil()), 24, 2);
        Node h = g.dropout(
                "drop", g.flatten("flat", g.pool("avg", f, Pool.average(2).stride(1))), 0.3);
        return g.activate("t", g.dense("d1", h, 12), Activation.TANH);
    });

    private static INDArray trained() {
        ComputationGraph net = EVERYTHING.build(Engine.FAST);
        FusedUpdater.attach(net);
        for (int step = 0; step < 12; step++) {
            int batch = step % 3 == 2 ? 5 : 8;
            INDArray x = Tiny.nhwc(Tiny.images(batch, EVERYTHING.input(), step));
            net.fit(new DataSet(x, Tiny.labels(batch)));
        }
        return net.params().dup();
    }

    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        INDArray alone = trained();
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Future<INDArray>> runs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                runs.add(pool.submit(ManyNetworksTest::trained));
            }
            for (Future<INDArray> run : runs) {
                assertThat(run.get()).isEqualTo(alone);
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void everyLayerSurvivesJson() {
        ComputationGraph net = EVERYTHING.build(Engine.FAST);
        String json = net.getConfiguration().toJson();
        ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(json);
        assertThat(read).isEqualTo(net.getConfiguration());
        ComputationGraph again = new ComputationGraph(read);
        again.init();
        again.setParams(net.params());
        INDArray x = Tiny.nhwc(Tiny.images(2, EVERYTHING.input(), 4));
        assertThat(again.outputSingle(x)).isEqualTo(net.outputSingle(x));
    }

    @Test
    void oneInstanceOfEveryLayerLearns() {
        ComputationGraph net = EVERYTHING.build(Engine.FAST);
        INDArray x = Tiny.nhwc(Tiny.images(5, EVERYTHING.input(), 2));
        DataSet data = new DataSet(x, Tiny.labels(5));
        net.fit(data);
        double first = net.score();
        for (int i = 0; i < 150; i++) {
            net.fit(data);
        }
        assertThat(net.score()).isLessThan(first / 2);
    }
}
