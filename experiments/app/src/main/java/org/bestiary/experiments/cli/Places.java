package org.bestiary.experiments.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunReference;
import org.bestiary.zoo.published.WeightsFolder;
import picocli.CommandLine.Option;

/** The options that say where data sets, runs and their store are. */
final class Places {
    /** The environment variable that names the runs directory when no option does. */
    static final String RUNS_VARIABLE = "BESTIARY_RUNS";

    /** Where data sets are. */
    static final class Data {
        @Option(
                names = "--data-dir",
                paramLabel = "DIR",
                description = "Where data sets are (default: $BESTIARY_DATA, or ~/.cache/bestiary/data).")
        private Optional<Path> directory = Optional.empty();

        @Option(
                names = "--skip-bad",
                description =
                        "Leave out images that cannot be decoded, and count them, instead of stopping at the first; a run"
                                + " remembers it.")
        private boolean skipBad;

        /** Adds what an option says of the data to what overrides a spec, so that it is recorded. */
        void override(Map<String, String> entries) {
            if (skipBad) {
                entries.putIfAbsent("data.skipBad", "true");
            }
        }

        /** Whether the option was given. */
        boolean skipsBad() {
            return skipBad;
        }

        DataDirectory directory() {
            DataDirectory chosen =
                    DataDirectory.choose(directory, System.getenv(), Path.of(System.getProperty("user.home")));
            return skipBad ? chosen.skippingBad() : chosen;
        }
    }

    /** Where the folder of data is, for commands that need only its files of weights. */
    static final class DataFolder {
        @Option(
                names = "--data-dir",
                paramLabel = "DIR",
                description = "Where published weights are (default: $BESTIARY_DATA, or ~/.cache/bestiary/data).")
        private Optional<Path> directory = Optional.empty();

        WeightsFolder weights() {
            return weightsIn(
                    DataDirectory.choose(directory, System.getenv(), Path.of(System.getProperty("user.home"))));
        }
    }

    /** The folder of published weights in the folder of data. */
    static WeightsFolder weightsIn(DataDirectory data) {
        return new WeightsFolder(data.folder(WeightsFolder.NAME));
    }

    /** Where runs are. */
    static final class Runs {
        @Option(
                names = "--runs-dir",
                paramLabel = "DIR",
                description = "Where runs are (default: $BESTIARY_RUNS, or ./runs).")
        private Optional<Path> directory = Optional.empty();

        Path directory() {
            return choose(directory, System.getenv());
        }

        /** The run that is meant, see {@link RunReference}. */
        RunDirectory find(String reference) {
            return RunReference.find(directory(), reference);
        }

        static Path choose(Optional<Path> option, Map<String, String> environment) {
            String variable = environment.getOrDefault(RUNS_VARIABLE, "");
            return option.orElseGet(() -> Path.of(variable.isBlank() ? "runs" : variable));
        }
    }

    /** Where the store of runs and studies is. */
    static final class Store {
        @Option(
                names = "--store",
                paramLabel = "URL",
                description = "Store of runs: jdbc:postgresql://HOST/DATABASE or jdbc:sqlite:PATH"
                        + " (default: $BESTIARY_STORE, or a file beside the runs).")
        private Optional<String> url = Optional.empty();

        /** The store of the runs in a directory. */
        StoreLocation location(Path runsDirectory) {
            return StoreLocation.choose(url, System.getenv(), runsDirectory);
        }
    }

    private Places() {}
}
