package org.bestiary.experiments.train;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bestiary.common.AtomicFile;
import org.bestiary.common.BoundedFile;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.TryOut;
import org.bestiary.experiments.config.Validation;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;

/**
 * Every run of an experiment, in order: one for each network, fold and seed. It is kept in {@value #FILE} of each of their
 * directories, so that an experiment that was stopped can go on with the runs that it had not begun.
 *
 * @param page name of the page over all of them
 * @param entries the runs
 */
record Experiment(String page, List<PlannedRun> entries) {
    private static final int MOST_MEBIBYTES = 64;

    /** Where it is kept in the directory of a run. */
    static final String FILE = "experiment.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    Experiment {
        entries = List.copyOf(entries);
    }

    /**
     * One run.
     *
     * @param id its id and the name of its directory
     * @param seed its seed
     * @param spec its spec, with one network
     */
    record PlannedRun(String id, long seed, JsonNode spec) {}

    /**
     * The runs of an experiment. Where an experiment of this name has begun in the same second, all ids get a number more.
     *
     * @param located its spec
     * @param runs the directory of all runs, in which ids must be new
     * @param time when it begins, as ids have it
     */
    static Experiment of(SpecReader.Located located, Path runs, String time) {
        Experiment experiment = numbered(located, time, "");
        for (int n = 2; experiment.entries().stream().anyMatch(e -> Files.exists(runs.resolve(e.id()))); n++) {
            experiment = numbered(located, time, "." + n);
        }
        return experiment;
    }

    private static Experiment numbered(SpecReader.Located located, String time, String number) {
        List<PlannedRun> entries = new ArrayList<>();
        boolean several = located.names().size() > 1;
        for (SpecReader.Located network : located.each()) {
            ExperimentSpec spec = network.spec();
            Validation held = spec.data().validation();
            String fold = held.fold()
                    .map(f -> "-fold" + f + "of" + held.folds().orElseThrow())
                    .orElse("");
            String name = heading(spec) + (several ? "-" + spec.model().heading() : "") + "-" + time + fold;
            for (long seed : spec.seeds()) {
                entries.add(new PlannedRun(name + "-s" + seed + number, seed, network.tree()));
            }
        }
        return new Experiment(heading(located.spec()) + "-" + time + number + ".html", entries);
    }

    /** A run by itself. */
    static Experiment of(PlannedRun run) {
        return new Experiment(run.id() + ".html", List.of(run));
    }

    /** What the runs of a spec are called; a trial says so. */
    static String heading(ExperimentSpec spec) {
        return spec.trial() == TryOut.NONE
                ? spec.name()
                : spec.name() + "-" + spec.trial().label();
    }

    /** Writes it into the directory of a run; a run by itself needs none. */
    void write(RunDirectory directory) throws IOException {
        if (entries.size() > 1) {
            AtomicFile.write(directory.path().resolve(FILE), MAPPER.writeValueAsBytes(this));
        }
    }

    /**
     * The experiment that a run belongs to; empty for a run by itself.
     *
     * @throws RunException if it cannot be read
     */
    static Optional<Experiment> read(RunDirectory directory) {
        Path file = directory.path().resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    MAPPER.readValue(BoundedFile.bytes(file, MOST_MEBIBYTES), new TypeReference<Experiment>() {}));
        } catch (IOException e) {
            throw new RunException(
                    "the list of an experiment's runs must be readable, got " + file + ": " + e.getMessage()
                            + "; resume each run by itself",
                    e);
        }
    }
}
