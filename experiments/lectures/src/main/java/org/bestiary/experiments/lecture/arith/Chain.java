package org.bestiary.experiments.lecture.arith;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.analysis.LayerReport;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.ReceptiveField;

/**
 * A chain of layers in words, {@code 3x32x32 conv:16,3,same pool:2 flatten dense:10}, counted by the zoo.
 *
 * @param text the chain as it was given
 * @param analysis what the zoo counts of it
 * @param steps one row per layer, the image first; a separable convolution is two
 */
public record Chain(String text, Analysis analysis, List<WorkedStep> steps) {
    /** More steps are taken for a mistake. */
    public static final int MOST_STEPS = 10_000;

    /**
     * One layer.
     *
     * @param step the word that made it
     * @param report what the zoo counts
     * @param formulas the arithmetic behind the counts
     */
    public record WorkedStep(String step, LayerReport report, Formulas formulas) {}

    public Chain {
        steps = List.copyOf(steps);
    }

    /**
     * Reads and counts a chain.
     *
     * @param text an image {@code CxHxW} and layers, separated by spaces
     * @throws SpecException if a step is unknown or does not fit behind the one before
     */
    public static Chain of(String text) {
        return of(text, Analysis::of);
    }

    /**
     * Reads a chain and has it counted.
     *
     * @param text an image {@code CxHxW} and layers, separated by spaces
     * @param counter counts a network
     * @throws SpecException if a step is unknown or does not fit behind the one before, or a count is beyond 64 bits
     */
    public static Chain of(String text, Function<Network, Analysis> counter) {
        Map<String, String> words = new HashMap<>();
        Network network = probe(text, words).layers();
        Analysis analysis;
        try {
            analysis = counter.apply(network);
        } catch (ZooException e) {
            throw new SpecException(e.getMessage(), e);
        }
        List<WorkedStep> rows = new ArrayList<>();
        ReceptiveField before = analysis.layers().get(0).receptiveField();
        for (int i = 0; i < network.nodes().size(); i++) {
            Node node = network.nodes().get(i);
            LayerReport report = analysis.layers().get(i);
            rows.add(new WorkedStep(
                    words.getOrDefault(node.name(), "input"), report, Formulas.of(node, report, before)));
            before = report.receptiveField();
        }
        return new Chain(text, analysis, rows);
    }

    /**
     * The layers of a chain, to be computed.
     *
     * @throws SpecException if a step is unknown or does not fit behind the one before
     */
    public static Probe probe(String text) {
        return probe(text, new HashMap<>());
    }

    private static Probe probe(String text, Map<String, String> words) {
        List<String> parts = Arrays.stream(text.strip().split("\\s+"))
                .filter(w -> !w.isEmpty())
                .toList();
        if (parts.isEmpty()) {
            throw new SpecException(
                    "a chain must begin with the shape of an image, but got nothing; try 3x32x32 conv:16,3,same");
        }
        if (parts.size() > MOST_STEPS) {
            throw new SpecException("a chain must have at most 10,000 steps, but got " + parts.size());
        }
        Shape input;
        try {
            input = Shape.parse(parts.get(0));
        } catch (ZooException e) {
            throw new SpecException("a chain must begin with the shape of an image: " + e.getMessage(), e);
        }
        List<Step> steps = parts.stream().skip(1).map(Step::parse).toList();
        Probe probe = new Probe(input, (g, x) -> {
            for (int i = 0; i < steps.size(); i++) {
                x = add(steps.get(i), g, i + 1, x, words);
            }
            return x;
        });
        probe.layers(); // shapes are worked out here, so that whoever gets a probe knows that it fits
        return probe;
    }

    private static Node add(Step step, GraphScope g, int number, Node x, Map<String, String> words) {
        try {
            List<Node> added = step.add(g.in("step" + number), x);
            added.forEach(n -> words.put(n.name(), step.text()));
            return added.isEmpty() ? x : added.get(added.size() - 1);
        } catch (ArithmeticException e) {
            throw new SpecException(
                    "step " + number + ", " + step.text() + ", behind " + x.output()
                            + ": a map must have at most 2,147,483,647 channels, but got more",
                    e);
        } catch (ZooException e) {
            String reason = e.getMessage().replaceFirst("^(chain, [^:]*: )+", "");
            throw new SpecException(
                    "step " + number + ", " + step.text() + ", behind " + x.output() + ": " + reason, e);
        }
    }
}
