package org.bestiary.zoo.update;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.layer.Tiny;
import org.bestiary.zoo.op.Conv;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** A small network that trains, and one beside it that tells its gradients. */
final class Twins {

    private static final Tiny TINY = new Tiny(
            Shape.map(2, 6, 6),
            (g, x) -> g.relu("r", g.batchNorm("bn", g.conv("c", x, Conv.of(4, 3).pad(1)))));
    private static final Tiny WITHOUT_NORM = new Tiny(
            Shape.map(2, 6, 6),
            (g, x) -> g.relu("r", g.conv("c", x, Conv.of(4, 3).pad(1))));

    private final Engine engine;
    private final ComputationGraph net;
    private final ComputationGraph probe;

    private Twins(Tiny tiny, Engine engine, Training training) {
        this.engine = engine;
        this.net = tiny.build(engine, training);
        this.probe = tiny.build(engine, training);
    }

    /** Convolution, batch normalisation, ReLU, classifier. */
    static Twins of(Engine engine, Training training) {
        return new Twins(TINY, engine, training);
    }

    /** Convolution, ReLU, classifier. */
    static Twins withoutNorm(Engine engine, Training training) {
        return new Twins(WITHOUT_NORM, engine, training);
    }

    ComputationGraph net() {
        return net;
    }

    DataSet batch(int images, long seed) {
        INDArray x = Tiny.images(images, TINY.input(), seed);
        return new DataSet(engine == Engine.FAST ? Tiny.nhwc(x) : x, Tiny.labels(images));
    }

    /** Gradients of the loss at the network's present parameters, summed over the images; what statistics lose. */
    double[] gradients(DataSet batch) {
        probe.setParams(net.params().dup());
        probe.setInputs(batch.getFeatures());
        probe.setLabels(batch.getLabels());
        probe.computeGradientAndScore();
        return probe.getFlattenedGradients().toDoubleVector();
    }

    double[] parameters() {
        return net.params().toDoubleVector();
    }

    /** For every parameter array, by vertex and name, where it lies in the flat parameters: from, to. */
    Map<String, int[]> places() {
        Map<String, int[]> places = new TreeMap<>();
        net.paramTable().forEach((name, view) -> {
            int from = (int) (view.offset() - net.params().offset());
            places.put(name, new int[] {from, from + (int) view.length()});
        });
        return places;
    }

    /** Which of the flat parameters belong to arrays whose name matches. */
    boolean[] mask(String pattern) {
        boolean[] mask = new boolean[(int) net.numParams()];
        places().forEach((name, place) -> {
            if (name.matches(pattern)) {
                Arrays.fill(mask, place[0], place[1], true);
            }
        });
        return mask;
    }

    /** Which of the flat parameters are running statistics. */
    boolean[] statistics() {
        return mask(".*_(mean|var)");
    }
}
