package org.bestiary.experiments.search.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;

/**
 * What the process of a trial is told: the first line on its standard input, as JSON.
 *
 * @param study the study
 * @param number the trial's number
 * @param attempt the how-manieth time it is run, from 1
 * @param specs the whole spec, once for each fold; at least one
 * @param seeds the runs of the trial, for each fold
 * @param folder where the directories of its runs are
 * @param data where data sets are
 * @param command what the user typed, for the records of the runs
 */
public record TrialTask(
        String study,
        int number,
        int attempt,
        List<JsonNode> specs,
        List<Long> seeds,
        Path folder,
        Path data,
        String command) {
    public TrialTask {
        specs = List.copyOf(specs);
        seeds = List.copyOf(seeds);
    }

    /**
     * Name of the run of one of the folds and seeds, and of its directory.
     *
     * @param fold from 0; where there is one fold only, it is not named
     */
    public String runId(int fold, long seed) {
        return study + "-t" + number + (specs.size() > 1 ? "-fold" + (fold + 1) + "of" + specs.size() : "") + "-s"
                + seed;
    }
}
