package org.bestiary.reports.sweep;

import java.util.List;
import java.util.OptionalInt;

/**
 * A sweep with everything that a report on it draws. The components are the fields of {@code study.json}; what does not exist
 * is empty here and {@code null} there.
 *
 * @param schema version of this layout, {@value #SCHEMA}
 * @param study id of the study
 * @param experiment name of the experiment
 * @param complete whether the budget is spent and every trial has ended
 * @param spec the sweep as YAML
 * @param method the search method
 * @param pruner which trials are stopped early, in words
 * @param metric what is compared
 * @param maximise whether more is better
 * @param axes the parameters
 * @param trials in the order of their numbers
 * @param best number of the best trial
 * @param progress the best value so far against the epochs spent: one point for each improvement and the last
 */
public record SweepReport(
        int schema,
        String study,
        String experiment,
        boolean complete,
        String spec,
        String method,
        String pruner,
        String metric,
        boolean maximise,
        List<SweepAxis> axes,
        List<SweepTrial> trials,
        OptionalInt best,
        List<Progress> progress) {
    /** The layout that this version writes. */
    public static final int SCHEMA = 1;

    public SweepReport {
        axes = List.copyOf(axes);
        trials = List.copyOf(trials);
        progress = List.copyOf(progress);
    }

    /**
     * A point of the curve of the best so far.
     *
     * @param epochs epochs spent on all trials until then
     * @param trial the trial that was the best then
     * @param value what it came to
     */
    public record Progress(long epochs, int trial, double value) {}
}
