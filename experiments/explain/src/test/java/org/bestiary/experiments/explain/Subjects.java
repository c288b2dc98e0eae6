package org.bestiary.experiments.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bestiary.common.image.Filter;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;
import org.bestiary.common.image.Preparation;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Option;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Network;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Networks of the zoo as small as they go, with the weights that they start with, to be looked into. */
final class Subjects {
    static final int CLASSES = 4;

    private Subjects() {}

    static BuildOptions tiny(Architecture architecture) {
        BuildOptions tiny = BuildOptions.defaults().classes(CLASSES);
        int size = architecture.card().minimumSize();
        for (Option option : architecture.options()) {
            if (option.name().equals("stem")) {
                tiny = tiny.set("stem", "small");
                size = Math.min(size, 32);
            }
            if (option.name().equals("denseUnits")) {
                tiny = tiny.set("denseUnits", "32");
            }
        }
        if (architecture.id().equals("mnist-dense")) {
            size = 8;
        }
        return tiny.input(Shape.map(architecture.card().input().channels(), size, size));
    }

    static Subject of(String id, Engine engine) {
        Architecture architecture = Zoo.find(id);
        return of(architecture, tiny(architecture).engine(engine));
    }

    /** With the card's own input. */
    static Subject ofFullSize(String id) {
        return of(Zoo.find(id), BuildOptions.defaults());
    }

    private static Subject of(Architecture architecture, BuildOptions options) {
        ComputationGraph graph = new ComputationGraph(architecture.configure(options));
        graph.init();
        return of(architecture.network(options), options.engine(), graph);
    }

    static Subject of(Network network, Engine engine, ComputationGraph graph) {
        int channels = network.input().channels();
        Shape in = network.input();
        ImageInput images = new ImageInput(
                new Preparation(new ImageShape(channels, in.height(), in.width()), Fit.STRETCH, Filter.BILINEAR),
                new Normalisation(Collections.nCopies(channels, 0.5), Collections.nCopies(channels, 0.25)));
        List<String> classes =
                IntStream.range(0, network.classes()).mapToObj(i -> "class" + i).toList();
        return new Subject(network, engine, graph, classes, images);
    }

    static List<float[]> images(Subject subject, int count) {
        Random random = new Random(4);
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] image = new float[(int) subject.input().size()];
            for (int k = 0; k < image.length; k++) {
                image[k] = (float) random.nextGaussian();
            }
            images.add(image);
        }
        return images;
    }
}
