package org.bestiary.experiments.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.lecture.check.Instruments;
import org.bestiary.reports.publish.PublicationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a ledger may be published. */
class LedgerPublicationTest {
    @TempDir
    private Path folder;

    private static final String VGG = "model('vgg19').learnableParameters";

    @Test
    void aLedgerIsPublishedIfEveryCheckCouldRun() throws IOException {
        List<Finding> fine = findings(VGG);
        assertThat(LedgerPublication.complete(fine, folder)).isSameAs(fine);
        List<Finding> misspelt = findings("model('vgg91').learnableParameters");
        assertThatThrownBy(() -> LedgerPublication.complete(misspelt, folder))
                .isInstanceOf(PublicationException.class)
                .hasMessageContainingAll("but 1 of 3 could not, the first: ", "second could not run", "nothing was");
    }

    /** Runs that are elsewhere are no reason to take a result back. */
    @Test
    void whatHasBeenDecidedIsNotLost() throws IOException {
        List<Finding> findings = findings(VGG);
        Path summary = Files.createDirectory(folder.resolve("ledger")).resolve("summary.json");
        String third = "{\"claims\": [{\"id\": \"third\", \"verdict\": \"%s\"}]}";
        Files.writeString(summary, third.formatted("not run"));
        assertThat(LedgerPublication.complete(findings, folder)).isSameAs(findings);
        Files.writeString(summary, third.formatted("not reproduced"));
        assertThatThrownBy(() -> LedgerPublication.complete(findings, folder))
                .isInstanceOf(PublicationException.class)
                .hasMessageContainingAll(
                        "missing here of third; ", "./bestiary reproduce third --run", "to begin anew");
        Files.writeString(summary, "{");
        assertThatThrownBy(() -> LedgerPublication.complete(findings, folder))
                .isInstanceOf(PublicationException.class)
                .hasMessageContaining("must be readable");
    }

    /** What came of three statements: the second is measured by an expression, the third by runs that there are none of. */
    private List<Finding> findings(String expression) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                lecture: mine
                statements:
                  - {id: first, statement: s, stated: 61706, measured: "model('lenet5').learnableParameters"}
                  - {id: second, statement: s, stated: 143667240, measured: "%s"}
                  - id: third
                    kind: training
                    statement: s
                    stated: 90
                    compare: above
                    measured: mean(runs.testAccuracy)
                    rule: The whole interval is above 90.
                    runs: {quick: {specs: [quickstart]}}
                """.formatted(expression));
        TrainingCheck training = new TrainingCheck(
                folder,
                DataDirectory.choose(Optional.of(folder), Map.of(), folder),
                Optional.empty(),
                Optional.empty());
        return Reproduction.of(Instruments.real(), training)
                .check(LedgerReader.read(file).statements(), new Reproduction.Progress() {
                    @Override
                    public void begins(Statement statement, int number, int of) {
                        assertThat(number).isLessThanOrEqualTo(of);
                    }

                    @Override
                    public void ended(Finding finding) {
                        assertThat(finding.statement().lecture()).isEqualTo("mine");
                    }
                });
    }
}
