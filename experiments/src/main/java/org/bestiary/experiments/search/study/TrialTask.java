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
 * @param spec the whole spec
 * @param seeds the runs of the trial
 * @param folder where the directories of its runs are
 * @param data where data sets are
 * @param command what the user typed, for the records of the runs
 */
public record TrialTask(
        String study,
        int number,
        int attempt,
        JsonNode spec,
        List<Long> seeds,
        Path folder,
        Path data,
        String command) {
    public TrialTask {
        seeds = List.copyOf(seeds);
    }

    /** Name of the run of one of the seeds, and of its directory. */
    public String runId(long seed) {
        return study + "-t" + number + "-s" + seed;
    }
}
