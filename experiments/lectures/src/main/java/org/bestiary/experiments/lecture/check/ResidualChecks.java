package org.bestiary.experiments.lecture.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.experiments.lecture.arith.Probe;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Conv;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What shortcuts do. */
final class ResidualChecks {
    private static final int UNITS = 5;

    private ResidualChecks() {}

    private static void silence(String name, INDArray values) {
        if (name.endsWith("bn2_gamma")) {
            values.assign(0);
        }
    }

    /**
     * Largest distance between what enters the body of ResNet-20 and what leaves it (rows and columns left out by its two
     * strides, and the channels of zeros that its shortcuts append, taken into account), with every residual branch zero.
     */
    static Object identity(Instruments i) {
        Architecture resnet = i.zoo().apply("resnet20");
        Shape in = resnet.card().input();
        INDArray images = Arrays4.random(8, 1, in.channels(), in.height(), in.width());
        return BothEngines.larger(e -> {
            INDArray before = output(i, e, resnet, "relu1", images);
            INDArray after = output(i, e, resnet, "stage3.block3.relu", images);
            INDArray expected = Nd4j.zerosLike(after);
            for (int c = 0; c < before.size(1); c++) {
                for (int y = 0; y < after.size(2); y++) {
                    for (int x = 0; x < after.size(3); x++) {
                        expected.putScalar(0, c, y, x, before.getDouble(0, c, 4 * y, 4 * x));
                    }
                }
            }
            return Arrays4.distance(after, expected);
        });
    }

    private static INDArray output(Instruments i, Engine e, Architecture network, String node, INDArray images) {
        return i.bench()
                .run(new Bench.Trial(e, network, node, images, false, ResidualChecks::silence, Optional.empty()))
                .output();
    }

    /** Largest distance between the gradient behind a chain of five residual units and the one before them. */
    static Object gradient(Instruments i) {
        Shape shape = Shape.map(8, 6, 6);
        Probe chain = new Probe(shape, (g, x) -> {
            for (int u = 1; u <= UNITS; u++) {
                x = unit(g.in("unit" + u), x);
            }
            return x;
        });
        INDArray images = Arrays4.random(9, 2, 8, 6, 6);
        INDArray upstream = Arrays4.random(10, 2, 8, 6, 6);
        return BothEngines.larger(e -> {
            Bench.Outcome outcome = i.bench()
                    .run(new Bench.Trial(
                            e,
                            chain,
                            "unit" + UNITS + ".add",
                            images,
                            true,
                            ResidualChecks::silence,
                            Optional.of(upstream)));
            return Arrays4.distance(outcome.inputGradient().orElseThrow(), upstream);
        });
    }

    private static Node unit(GraphScope g, Node x) {
        Node y = g.relu(
                "relu", g.batchNorm("bn1", g.conv("conv1", x, Conv.of(8, 3).pad(1))));
        y = g.batchNorm("bn2", g.conv("conv2", y, Conv.of(8, 3).pad(1)));
        return g.add("add", y, x);
    }

    /**
     * Weight layers of two residual networks of the zoo, one near each end, that take a training step: ResNet-32 with both
     * engines, ResNet-1202 with the fast one (the stock one takes half a minute to be built).
     */
    static Object depths(Instruments i) {
        List<Integer> depths = new ArrayList<>();
        Map<String, List<Engine>> networks = new LinkedHashMap<>();
        networks.put("resnet32", List.of(Engine.FAST, Engine.STOCK));
        networks.put("resnet1202", List.of(Engine.FAST));
        networks.forEach((id, engines) -> {
            Architecture network = i.zoo().apply(id);
            if (engines.stream().allMatch(e -> i.bench().trainOneStep(e, network, 1) > 0)) {
                depths.add(i.counter()
                        .apply(network.network(BuildOptions.defaults()))
                        .depth());
            }
        });
        return depths;
    }
}
