package org.bestiary.zoo.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.op.Init;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network of one body between an image and a classifier, in either engine. */
public record Tiny(Shape input, BiFunction<GraphScope, Node, Node> body) implements Architecture {

    static final int CLASSES = 5;

    @Override
    public String id() {
        return "tiny";
    }

    @Override
    public ModelCard card() {
        ModelCard any = Zoo.find("lenet5").card();
        return new ModelCard(
                "Tiny", "Tests", any.paper(), "nothing", "tests", input, 1, CLASSES, "He", List.of("not a network"));
    }

    @Override
    public void define(GraphScope g) {
        g.init(Init.he().bias(0.1));
        Node x = body.apply(g, g.input());
        if (!x.output().vector()) {
            x = g.flatten("to.vector", x);
        }
        g.classify(g.dense("logits", x, g.classes()));
    }

    public ComputationGraph build(Engine engine) {
        return build(engine, Training.defaults());
    }

    public ComputationGraph build(Engine engine, Training training) {
        ComputationGraph net =
                new ComputationGraph(configure(BuildOptions.defaults().engine(engine), training));
        net.init();
        return net;
    }

    /** Positive and negative values from a seed, NCHW. */
    public static INDArray images(int batch, Shape s, long seed) {
        return values(seed, batch, s.channels(), s.height(), s.width());
    }

    public static INDArray values(long seed, long... shape) {
        Random random = new Random(seed);
        INDArray x = Nd4j.create(shape);
        for (long i = 0; i < x.length(); i++) {
            x.putScalar(i, (float) random.nextGaussian());
        }
        return x;
    }

    public static INDArray labels(int batch) {
        INDArray y = Nd4j.zeros(batch, CLASSES);
        for (int i = 0; i < batch; i++) {
            y.putScalar(i, i * 7 % CLASSES, 1);
        }
        return y;
    }

    /** An NCHW batch as the fast engine wants it. */
    public static INDArray nhwc(INDArray x) {
        return x.permute(0, 2, 3, 1).dup('c');
    }

    /** An NHWC array in the other engine's order; anything else as it is. */
    public static INDArray nchw(INDArray x) {
        return x.rank() == 4 ? x.permute(0, 3, 1, 2).dup('c') : x;
    }

    /** Largest difference over largest value; a gradient that is zero but for rounding counts as one of 0.001. */
    public static void assertClose(String what, INDArray actual, INDArray expected, double tolerance) {
        assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        double scale = Math.max(expected.amaxNumber().doubleValue(), 1e-3);
        double difference = actual.sub(expected).amaxNumber().doubleValue();
        assertThat(difference / scale)
                .as("%s %s: largest difference over largest value", what, Arrays.toString(expected.shape()))
                .isLessThan(tolerance);
    }
}
