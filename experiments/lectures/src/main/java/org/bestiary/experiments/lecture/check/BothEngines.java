package org.bestiary.experiments.lecture.check;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.bestiary.experiments.lecture.arith.Chain;
import org.bestiary.experiments.lecture.arith.Probe;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One measurement made with the fast layers and with the stock ones. */
final class BothEngines {
    private BothEngines() {}

    /** What both engines give; a text with the two answers where they differ, which no statement says. */
    static Object answer(Function<Engine, Object> measurement) {
        Object fast = measurement.apply(Engine.FAST);
        Object stock = measurement.apply(Engine.STOCK);
        return fast.equals(stock) ? fast : "fast layers: " + fast + "; stock layers: " + stock;
    }

    /** The worse of two numbers; {@code worse} says which that is. */
    static double worse(DoubleBinaryOperator worse, ToDoubleFunction<Engine> measurement) {
        return worse.applyAsDouble(measurement.applyAsDouble(Engine.FAST), measurement.applyAsDouble(Engine.STOCK));
    }

    /** The larger of two distances; what is not a number is the largest of all. */
    static double larger(ToDoubleFunction<Engine> measurement) {
        return worse(Math::max, measurement);
    }

    /** Runs a chain's layers to their end. */
    static Bench.Outcome run(
            Bench bench,
            Engine engine,
            String chain,
            INDArray images,
            boolean training,
            BiConsumer<String, INDArray> weights,
            Optional<INDArray> upstream) {
        Probe probe = Chain.probe(chain);
        Network network = Probe.layers(probe.network(BuildOptions.defaults()));
        String last = network.outputs().get(0).name();
        return bench.run(new Bench.Trial(engine, probe, last, images, training, weights, upstream));
    }

    /** Runs a chain's layers forward with the weights that they start with. */
    static INDArray forward(Bench bench, Engine engine, String chain, INDArray images) {
        return run(bench, engine, chain, images, false, (name, values) -> {}, Optional.empty())
                .output();
    }
}
