package org.bestiary.experiments.lecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.train.TrainedModel;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Conv;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How much of the filters that meet the image first is edges and colours. A filter of C x K x K weights is a sum of
 * orthogonal patterns; two of them are edges (brightness that grows evenly from left to right, and from top to bottom; a sum
 * of both is an edge in any direction), and C - 1 are colours (one value in the whole window, other ones in other channels,
 * zero on average). The energy, the sum of squares, of random weights is spread evenly over all C*K*K patterns.
 */
final class FilterEnergy {
    private final Map<Path, Share> measured = new HashMap<>();

    /**
     * Percent of the energy of all filters.
     *
     * @param edges in edges; 200/(C K K) of random filters
     * @param colours in colours; 100 (C - 1)/(C K K) of random filters
     */
    record Share(double edges, double colours) {}

    /**
     * What a trained network's first filters are made of.
     *
     * @param directory of a finished run
     * @throws SpecException if its network does not begin with a convolution of several channels
     */
    Share of(Path directory) {
        return measured.computeIfAbsent(directory, FilterEnergy::measure);
    }

    private static Share measure(Path directory) {
        TrainedModel model = TrainedModel.open(RunDirectory.open(directory));
        Node first = model.network().nodes().stream()
                .filter(n -> n.op() instanceof Conv)
                .findFirst()
                .filter(n -> n.input().output().channels() > 1)
                .orElseThrow(() -> new SpecException("edges and colours are looked for in a first convolution on images"
                        + " of several channels, but " + model.network().id() + " has none"));
        return of(model.graph(model.engine()).paramTable().get(first.name() + "_W"));
    }

    /**
     * The same for the weights of a convolution.
     *
     * @param weights filters x channels x rows x columns
     */
    static Share of(INDArray weights) {
        int filters = (int) weights.size(0);
        int channels = (int) weights.size(1);
        int rows = (int) weights.size(2);
        int columns = (int) weights.size(3);
        double[] w = weights.dup('c').data().asDouble();
        double all = 0;
        for (double v : w) {
            all += v * v;
        }
        return new Share(
                100 * energy(w, filters, edges(channels, rows, columns)) / all,
                100 * energy(w, filters, colours(channels, rows, columns)) / all);
    }

    /** Sum of squares of what the filters have of orthogonal patterns of length 1. */
    private static double energy(double[] weights, int filters, List<double[]> patterns) {
        int length = weights.length / filters;
        double energy = 0;
        for (int f = 0; f < filters; f++) {
            for (double[] pattern : patterns) {
                double part = 0;
                for (int i = 0; i < length; i++) {
                    part += weights[f * length + i] * pattern[i];
                }
                energy += part * part;
            }
        }
        return energy;
    }

    private static List<double[]> edges(int channels, int rows, int columns) {
        double[] across = new double[channels * rows * columns];
        double[] down = new double[across.length];
        for (int i = 0; i < across.length; i++) {
            across[i] = i % columns - (columns - 1) / 2.0;
            down[i] = i / columns % rows - (rows - 1) / 2.0;
        }
        return normalised(List.of(across, down));
    }

    private static List<double[]> colours(int channels, int rows, int columns) {
        List<double[]> patterns = new ArrayList<>();
        int area = rows * columns;
        // Helmert's contrasts: the first c channels against the next one.
        for (int c = 1; c < channels; c++) {
            double[] colour = new double[channels * area];
            for (int i = 0; i < (c + 1) * area; i++) {
                colour[i] = i < c * area ? 1 : -c;
            }
            patterns.add(colour);
        }
        return normalised(patterns);
    }

    private static List<double[]> normalised(List<double[]> patterns) {
        for (double[] pattern : patterns) {
            double squares = 0;
            for (double v : pattern) {
                squares += v * v;
            }
            for (int i = 0; i < pattern.length; i++) {
                pattern[i] /= Math.sqrt(squares);
            }
        }
        return patterns;
    }
}
