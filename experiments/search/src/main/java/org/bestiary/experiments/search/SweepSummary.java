package org.bestiary.experiments.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bestiary.experiments.search.space.SearchParameter;
import org.bestiary.experiments.search.space.SearchSpace;

/** What a sweep will do, in lines for people: printed before anything starts. */
public final class SweepSummary {
    private SweepSummary() {}

    /** Space with its size, method, pruner and budget. */
    public static List<String> lines(Sweep sweep) {
        List<String> lines = new ArrayList<>();
        SearchSpace space = sweep.space();
        int width = space.parameters().stream()
                .mapToInt(p -> p.path().length())
                .max()
                .orElseThrow();
        lines.add("space of " + sweep.name() + ": " + size(sweep));
        for (SearchParameter p : space.parameters()) {
            lines.add("  " + p.path() + " ".repeat(width - p.path().length() + 2)
                    + p.dimension().label()
                    + p.condition().map(c -> " (when " + c.label() + ")").orElse(""));
        }
        lines.add("method " + sweep.methodName() + ", pruner " + sweep.pruning().label() + ", "
                + sweep.objective().label());
        lines.add("budget " + sweep.budget().label() + "; up to " + sweep.epochs() + " epochs a run, "
                + (sweep.folds() > 1 ? plural(sweep.folds(), "fold") + ", " : "")
                + plural(sweep.seedsPerTrial(), "seed") + " a trial, " + plural(sweep.parallel(), "trial")
                + " at a time");
        return lines;
    }

    private static String plural(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    private static String size(Sweep sweep) {
        SearchSpace space = sweep.space();
        boolean grid = sweep.method().isExhaustive();
        int steps = sweep.method().steps().orElse(0);
        long continuous = space.continuous();
        String points = space.points(grid ? Math.max(1, steps) : 1).isPresent()
                ? String.format(
                        Locale.ROOT,
                        "%,d",
                        space.points(grid ? Math.max(1, steps) : 1).getAsLong())
                : "more than 9 quintillion";
        String parameters = plural(space.parameters().size(), "parameter");
        if (continuous == 0 || grid) {
            return parameters + ", " + points + " points"
                    + (continuous == 0 ? "" : " with " + steps + " values of each continuous one");
        }
        return parameters + ", of these " + continuous + " continuous, with " + points
                + (points.equals("1") ? " combination" : " combinations") + " of the others";
    }
}
