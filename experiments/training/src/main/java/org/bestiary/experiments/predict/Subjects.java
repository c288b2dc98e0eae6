package org.bestiary.experiments.predict;

import java.util.List;
import java.util.stream.IntStream;
import org.bestiary.experiments.explain.Subject;
import org.bestiary.experiments.train.TrainedModel;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.weights.Pretrained;

/** Networks to look into, whatever their origin. Classes without names have numbers. */
public final class Subjects {
    private Subjects() {}

    /**
     * A network with weights from a file, which reads images as these weights ask for.
     *
     * @param net the network
     * @param engine whose layers it was opened with
     */
    public static Subject of(Pretrained net, Engine engine) {
        return new Subject(
                net.network(),
                engine,
                net.graph(),
                classes(net.network().classes(), net.classNames().orElse(List.of())),
                net.imageInput());
    }

    /**
     * The best network of a run, which reads images as in its training.
     *
     * @param net the network
     * @param engine whose layers compute
     */
    public static Subject of(TrainedModel net, Engine engine) {
        return new Subject(
                net.network(),
                engine,
                net.graph(engine),
                classes(net.network().classes(), net.classes()),
                net.imageInput());
    }

    /** The known names if there is one for each class, else numbers. */
    private static List<String> classes(int count, List<String> names) {
        return names.size() == count
                ? names
                : IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
