package org.bestiary.experiments.explain;

import de.javagl.tsne.Tsne;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/**
 * The features that the classifier reads, laid out in two dimensions so that near neighbours stay near (van der Maaten,
 * Hinton: Visualizing data using t-SNE, 2008; Barnes-Hut form, 2014). Distances between far groups mean nothing.
 */
final class FeaturePlane {
    private static final double PERPLEXITY = 30;
    private static final int LEAST_IMAGES = 20;
    private static final int ROUNDS = 750;
    private static final int DIMENSIONS = 50;

    private FeaturePlane() {}

    /**
     * Lays out images.
     *
     * @param features the last features of each image, see {@link #features}
     * @param seed of the start
     * @param progress is told the share that is done
     * @return x and y of each image, both from 0 to 1
     * @throws ZooException if there are too few images
     */
    static double[][] layOut(List<float[]> features, long seed, DoubleConsumer progress) {
        int n = features.size();
        if (n < LEAST_IMAGES) {
            throw new ZooException("a map of features needs at least " + LEAST_IMAGES + " images, but got " + n
                    + "; raise --images or choose a larger data set");
        }
        double[][] x = new double[n][];
        for (int i = 0; i < n; i++) {
            x[i] = new double[features.get(i).length];
            for (int k = 0; k < x[i].length; k++) {
                x[i][k] = features.get(i)[k];
            }
        }
        Tsne tsne = new Tsne();
        tsne.setOutputDims(2);
        tsne.setInitialDims(Math.min(DIMENSIONS, x[0].length));
        tsne.setPerplexity(Math.min(PERPLEXITY, (n - 1) / 3.0));
        tsne.setMaxIterations(ROUNDS);
        tsne.setRandomSeed(seed);
        tsne.setMessageConsumer(message -> {});
        tsne.setProgressConsumer(progress);
        return unit(tsne.run(x));
    }

    private static double[][] unit(double[][] points) {
        for (int axis = 0; axis < 2; axis++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double[] p : points) {
                low = Math.min(low, p[axis]);
                high = Math.max(high, p[axis]);
            }
            for (double[] p : points) {
                p[axis] = (p[axis] - low) / Math.max(high - low, 1e-12);
            }
        }
        return points;
    }

    /** What the classifier reads; of a map the mean of each channel. */
    static List<float[]> features(Subject subject, List<float[]> images) {
        Layer layer = subject.layers().penultimate();
        Shape shape = layer.output();
        int area = shape.height() * shape.width();
        return subject.activations(images, layer).stream()
                .map(values -> {
                    float[] means = new float[shape.channels()];
                    for (int i = 0; i < values.length; i++) {
                        means[i / area] += values[i] / area;
                    }
                    return means;
                })
                .toList();
    }

    /** The share of images whose nearest neighbour in the plane is of their class. */
    static double purity(double[][] points, int... labels) {
        int same = 0;
        for (int i = 0; i < points.length; i++) {
            int nearest = -1;
            double best = Double.POSITIVE_INFINITY;
            for (int j = 0; j < points.length; j++) {
                double d = Math.hypot(points[i][0] - points[j][0], points[i][1] - points[j][1]);
                if (j != i && d < best) {
                    best = d;
                    nearest = j;
                }
            }
            same += labels[nearest] == labels[i] ? 1 : 0;
        }
        return (double) same / points.length;
    }
}
