package org.bestiary.reports.html;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bestiary.reports.chart.Axis;
import org.bestiary.reports.chart.Colour;
import org.bestiary.reports.chart.PointChart;
import org.bestiary.reports.sweep.SweepAxis;
import org.bestiary.reports.sweep.SweepReport;
import org.bestiary.reports.sweep.SweepTrial;

/**
 * What of a sweep is drawn: all of a usual one, and of one with a thousand trials or sixty parameters as much as can be seen.
 */
final class SweepSelection {
    /** More parameters than this are left to the files. */
    static final int PARAMETERS = 12;
    /** Of more trials than this the best are drawn as lines, and some of the others. */
    private static final int LINES = 300;

    private static final int BEST_LINES = 100;

    private final SweepReport report;
    private final SweepMeasure measure;
    private final Map<Integer, Integer> ranks = new HashMap<>();
    private final List<SweepTrial> ranked;
    private final List<SweepTrial> valued;

    SweepSelection(SweepReport report) {
        this.report = report;
        this.measure = SweepMeasure.of(report);
        this.valued = report.trials().stream()
                .filter(t -> Double.isFinite(SweepMeasure.value(t)))
                .sorted(Comparator.comparing(SweepMeasure::value, measure.bestFirst())
                        .thenComparing(SweepTrial::number))
                .toList();
        int groups = groups();
        for (int i = 0; i < valued.size(); i++) {
            ranks.put(valued.get(i).number(), i * groups / valued.size());
        }
        this.ranked = report.trials().stream()
                .sorted(Comparator.comparing((SweepTrial t) -> !isBest(t))
                        .thenComparing(t -> !Double.isFinite(SweepMeasure.value(t)))
                        .thenComparing(t -> !t.status().equals("completed"))
                        .thenComparing(SweepMeasure::value, measure.bestFirst())
                        .thenComparing(SweepTrial::number))
                .toList();
    }

    /** Every trial: the best one, the other completed ones by what they came to, pruned ones, the rest. */
    List<SweepTrial> ranked() {
        return ranked;
    }

    /** Trials that came to a finite value, the best value first. */
    List<SweepTrial> valued() {
        return valued;
    }

    boolean isBest(SweepTrial t) {
        return report.best().isPresent() && report.best().getAsInt() == t.number();
    }

    Optional<SweepTrial> best() {
        return report.trials().stream().filter(this::isBest).findFirst();
    }

    /** How many groups of equal size trials are told apart by. */
    int groups() {
        return Math.max(1, Math.min(Colour.RANKS, valued.size()));
    }

    /** The group of a trial, from 0 for the best; {@link #groups} if it has no value. */
    int group(SweepTrial t) {
        return ranks.getOrDefault(t.number(), groups());
    }

    String groupName(int group) {
        List<SweepTrial> members =
                valued.stream().filter(t -> group(t) == group).toList();
        String first = measure.figure(SweepMeasure.value(members.get(0)));
        String last = measure.figure(SweepMeasure.value(members.get(members.size() - 1)));
        String range = first.equals(last) ? first : first + " to " + last;
        String word = group == 0 ? "best" : group == groups() - 1 ? "worst" : "";
        return groups() < Colour.RANKS || word.isEmpty() ? range : word + " fifth, " + range;
    }

    String groupColour(int group) {
        return Colour.ranked(Colour.RANKS - 1 - group);
    }

    /** The parameters that are drawn: the most important ones first, if that is known. */
    List<SweepAxis> parameters() {
        return byImportance().stream().limit(PARAMETERS).toList();
    }

    List<SweepAxis> byImportance() {
        return report.axes().stream()
                .sorted(Comparator.comparingDouble(
                        (SweepAxis a) -> -a.importance().orElse(0)))
                .toList();
    }

    boolean importanceKnown() {
        return report.axes().stream().anyMatch(a -> a.importance().isPresent());
    }

    /** The trials that are drawn as lines, the best last, so that it lies on top. */
    List<SweepTrial> lines() {
        List<SweepTrial> begun =
                ranked.stream().filter(t -> !t.status().equals("waiting")).toList();
        Set<SweepTrial> chosen = new LinkedHashSet<>();
        if (begun.size() <= LINES) {
            chosen.addAll(begun);
        } else {
            chosen.addAll(begun.subList(0, BEST_LINES));
            int others = LINES - BEST_LINES;
            for (int i = 0; i < others; i++) {
                chosen.add(begun.get(BEST_LINES + (int) ((long) i * (begun.size() - BEST_LINES) / others)));
            }
        }
        List<SweepTrial> lines = new ArrayList<>(chosen);
        Collections.reverse(lines);
        return lines;
    }

    /** The axis of values, the same in every chart that has one. */
    Axis valueAxis() {
        return measure.axis(valued.stream().map(SweepMeasure::value).toList());
    }

    PointChart.Side valueSide() {
        return PointChart.Side.of(measure.axisName(), valueAxis(), measure.unit());
    }

    /** The last part of a path, or as much of its end as no other path ends with. */
    String shortName(SweepAxis axis) {
        String[] parts = axis.path().split("\\.", -1);
        String name = parts[parts.length - 1];
        for (int i = parts.length - 2; i >= 0 && isAmbiguous(name, axis); i--) {
            name = parts[i] + "." + name;
        }
        return name;
    }

    private boolean isAmbiguous(String name, SweepAxis axis) {
        return report.axes().stream()
                .anyMatch(a -> a != axis && (a.path().equals(name) || a.path().endsWith("." + name)));
    }
}
