package org.bestiary.experiments.explain;

import java.util.ArrayList;
import java.util.List;
import org.bestiary.experiments.explain.picture.ColourScale;
import org.bestiary.experiments.explain.picture.Raster;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Conv;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights that meet the image first, each filter as a picture: of three channels in colour with grey for zero, of one in
 * blue for negative and yellow for positive. Contrast is stretched for each filter by itself.
 */
final class FirstFilters {
    private static final int MOST = 256;

    /** The layer with its filters, each of the filter's size. */
    record Sheet(String layer, int count, List<Raster> filters) {}

    private FirstFilters() {}

    static Sheet of(Subject subject) {
        Node node = subject.layers().firstWeights();
        Shape in = subject.input();
        List<Raster> filters = new ArrayList<>();
        boolean conv = node.op() instanceof Conv;
        INDArray weights = subject.parameter(node.name() + "_W");
        // A convolution's weights are [out, in, height, width]; a dense layer's [in, out].
        int count = (int) (conv ? weights.size(0) : weights.size(1));
        int height = conv ? (int) weights.size(2) : in.height();
        int width = conv ? (int) weights.size(3) : in.width();
        int channels = conv ? (int) weights.size(1) : in.channels();
        INDArray rows = conv
                ? weights.dup('c').reshape('c', count, (long) channels * height * width)
                : weights.transpose().dup('c');
        for (int f = 0; f < Math.min(MOST, count); f++) {
            filters.add(draw(subject, rows.getRow(f).toFloatVector(), channels, height, width));
        }
        return new Sheet(node.name(), count, filters);
    }

    private static Raster draw(Subject subject, float[] w, int channels, int height, int width) {
        float largest = Float.MIN_NORMAL;
        for (float v : w) {
            largest = Math.max(largest, Math.abs(v));
        }
        int area = height * width;
        Raster out = Raster.of(width, height, 0);
        for (int i = 0; i < area; i++) {
            int colour = 0;
            if (channels == 3) {
                for (int c = 0; c < 3; c++) {
                    float v = w[subject.pixels().channelOf(c) * area + i];
                    colour = colour << 8 | Math.round(127.5f + 127.5f * v / largest);
                }
            } else {
                float sum = 0;
                for (int c = 0; c < channels; c++) {
                    sum += w[c * area + i] / channels;
                }
                colour = ColourScale.DIVERGING.colour(0.5 + 0.5 * sum / largest);
            }
            out.set(i % width, i / width, colour);
        }
        return out;
    }
}
