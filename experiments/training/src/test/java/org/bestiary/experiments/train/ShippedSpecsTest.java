package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.datasets.Availability;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.Transfer;
import org.bestiary.experiments.config.TryOut;
import org.bestiary.experiments.train.ExperimentRunner.Outcome;
import org.bestiary.reports.run.RunStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The specs that ship with the program. */
class ShippedSpecsTest {
    @TempDir
    private Path runs;

    static List<String> names() {
        return SpecLibrary.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void networkDataAndRecipeFit(String name) {
        for (SpecReader.Located network : SpecLibrary.open(name, Map.of()).each()) {
            assertThat(Plan.of(network).network().classes()).isPositive();
        }
        assertThat(SpecLibrary.text(name)).startsWith("# yaml-language-server: $schema=");
    }

    @ParameterizedTest
    @MethodSource("names")
    @Tag("slow")
    void aSmokeTestOfItSucceeds(String name) {
        SpecReader.Located spec = SpecLibrary.open(name, Map.of());
        DataDirectory directory = DataDirectory.choose(Optional.empty(), System.getenv(), runs);
        Availability data = Plan.of(spec).dataset().availability(directory);
        assumeTrue(
                data.available(),
                () -> "skipped: set BESTIARY_DATA to a folder with "
                        + spec.spec().data().id());
        assumeTrue(
                hasItsWeights(spec, directory),
                () -> "skipped: put the weights that " + name + " begins with into the"
                        + " folder weights of $BESTIARY_DATA");
        try (StopSignal never = StopSignal.listen()) {
            ExperimentRunner runner = new ExperimentRunner(runs, directory, "a test", TrainingView.SILENT);
            assertThat(runner.tryOut(spec, TryOut.SMOKE, never))
                    .extracting(Outcome::record)
                    .allSatisfy(r -> assertThat(r.status()).isEqualTo(RunStatus.COMPLETED));
        }
    }

    /** An experiment that another one begins with is run first; a file has to be there. */
    private static boolean hasItsWeights(SpecReader.Located spec, DataDirectory directory) {
        return spec.each().stream()
                .flatMap(n -> n.spec().model().transfer().stream())
                .map(Transfer::from)
                .allMatch(from -> SpecLibrary.names().contains(from)
                        || Files.exists(directory.folder("weights").resolve(from)));
    }
}
