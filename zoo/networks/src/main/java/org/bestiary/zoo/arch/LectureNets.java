package org.bestiary.zoo.arch;

import java.util.List;
import java.util.function.Consumer;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Option;
import org.bestiary.zoo.Paper;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Pool;

/**
 * The small networks of introductory lectures: small enough to count by hand and to train while one waits.
 *
 * <p>Three come from Chollet's textbook (Deep learning with Python, 2017), one from Harvard's course on data science.
 */
public final class LectureNets extends Variant {
    private static final Paper CHOLLET = new Paper(
            "Deep learning with Python", "Chollet", 2017, "https://www.manning.com/books/deep-learning-with-python");
    private static final Paper CS109B = new Paper(
            "CS109B: Advanced topics in data science",
            "Protopapas, Glickman",
            2020,
            "https://harvard-iacs.github.io/2020-CS109B/");

    private static final List<String> NO_DEPARTURES = List.of("None known.");
    private static final String HE = "He, normal with fan-in, biases 0 (Keras: Glorot, uniform)";

    private final Consumer<GraphScope> definition;

    private LectureNets(String id, ModelCard card, Consumer<GraphScope> definition, Option... options) {
        super(id, card, options);
        this.definition = definition;
    }

    /** The dense network, the two convolutional ones and the example of layer arithmetic. */
    public static List<Architecture> variants() {
        return List.of(
                new LectureNets(
                        "mnist-dense",
                        new ModelCard(
                                "Dense network for MNIST",
                                "Lecture",
                                CHOLLET,
                                "The first network of the book: 784, 512, 10, to compare convolutions with.",
                                "As the baseline that a convolutional network must beat.",
                                Shape.map(1, 28, 28),
                                1,
                                10,
                                HE,
                                NO_DEPARTURES),
                        LectureNets::mnistDense,
                        Option.integer("units", "length of the hidden layer", 512, 1, 65536)),
                new LectureNets(
                        "mnist-convnet",
                        new ModelCard(
                                "Small convolutional network for MNIST",
                                "Lecture",
                                CHOLLET,
                                "The first convolutional network of the book (section 5.1): 99% with 93,322 parameters.",
                                "Digits, and a first training run of a few minutes.",
                                Shape.map(1, 28, 28),
                                18,
                                10,
                                HE,
                                NO_DEPARTURES),
                        LectureNets::mnistConvnet),
                new LectureNets(
                        "catsdogs-convnet",
                        new ModelCard(
                                "Small convolutional network for cats and dogs",
                                "Lecture",
                                CHOLLET,
                                "The network of section 5.2, which overfits a small set of photographs within a few epochs.",
                                "To see overfitting, and what augmentation and dropout do about it.",
                                Shape.map(3, 150, 150),
                                46,
                                1,
                                HE,
                                List.of("One sigmoid output; with more classes it is a softmax.")),
                        LectureNets::catsDogs,
                        Option.decimal(
                                "dropout",
                                "share dropped before the hidden dense layer; the book's second version has 0.5",
                                0,
                                0,
                                0.95)),
                new LectureNets(
                        "two-conv-demo",
                        new ModelCard(
                                "Two convolutions and two dense layers",
                                "Lecture",
                                CS109B,
                                "An example to count by hand: 224, 3,216, 2,097,664 and 2,052 parameters.",
                                "Exercises in layer arithmetic.",
                                Shape.map(3, 32, 32),
                                2,
                                4,
                                HE,
                                List.of("ReLU after the first three layers; the lecture counts and does not say.")),
                        LectureNets::twoConv));
    }

    @Override
    public void define(GraphScope g) {
        definition.accept(g);
    }

    private static void mnistDense(GraphScope g) {
        Node x = g.flatten("flatten", g.input()); // 784
        x = dense(g, "1", x, g.integer("units"));
        g.classify(g.dense("logits", x, g.classes()));
    }

    private static void mnistConvnet(GraphScope g) {
        Node x = g.input(); // 1 x 28 x 28
        x = g.pool("pool1", conv(g, "1", x, Conv.of(32, 3)), Pool.max(2)); // 32 x 13 x 13
        x = g.pool("pool2", conv(g, "2", x, Conv.of(64, 3)), Pool.max(2)); // 64 x 5 x 5
        x = conv(g, "3", x, Conv.of(64, 3)); // 64 x 3 x 3
        x = dense(g, "1", g.flatten("flatten", x), 64);
        g.classify(g.dense("logits", x, g.classes()));
    }

    private static void catsDogs(GraphScope g) {
        Node x = g.input(); // 3 x 150 x 150
        x = g.pool("pool1", conv(g, "1", x, Conv.of(32, 3)), Pool.max(2)); // 32 x 74 x 74
        x = g.pool("pool2", conv(g, "2", x, Conv.of(64, 3)), Pool.max(2)); // 64 x 36 x 36
        x = g.pool("pool3", conv(g, "3", x, Conv.of(128, 3)), Pool.max(2)); // 128 x 17 x 17
        x = g.pool("pool4", conv(g, "4", x, Conv.of(128, 3)), Pool.max(2)); // 128 x 7 x 7
        x = g.dropout("dropout", g.flatten("flatten", x), g.decimal("dropout"));
        x = dense(g, "1", x, 512); // 6272 to 512
        g.classify(g.dense("logits", x, g.classes()));
    }

    private static void twoConv(GraphScope g) {
        Node x = g.input(); // 3 x 32 x 32
        x = conv(g, "1", x, Conv.of(8, 3).same()); // 8 x 32 x 32
        x = conv(g, "2", x, Conv.of(16, 5).stride(2).same()); // 16 x 16 x 16
        x = dense(g, "1", g.flatten("flatten", x), 512); // 4096 to 512
        g.classify(g.dense("logits", x, g.classes()));
    }

    private static Node conv(GraphScope g, String number, Node x, Conv conv) {
        return g.relu("relu" + number, g.conv("conv" + number, x, conv));
    }

    private static Node dense(GraphScope g, String number, Node x, int units) {
        return g.relu("dense" + number + ".relu", g.dense("dense" + number, x, units));
    }
}
