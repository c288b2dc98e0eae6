package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.lecture.Finding;
import org.bestiary.experiments.lecture.LedgerReader;
import org.bestiary.experiments.lecture.Reproduction;
import org.bestiary.experiments.lecture.Statement;
import org.bestiary.experiments.lecture.TrainingCheck;
import org.bestiary.experiments.lecture.check.Instruments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a ledger may be published. */
class LedgerPublicationTest {
    @TempDir
    private Path folder;

    @Test
    void aLedgerIsPublishedIfEveryCheckCouldRun() throws IOException {
        List<Finding> fine = findings("model('vgg19').learnableParameters");
        assertThat(LedgerPublication.complete(fine)).isSameAs(fine);
        assertThatThrownBy(() -> LedgerPublication.complete(findings("model('vgg91').learnableParameters")))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll(
                        "but 1 of 2 could not, the first: ", "second could not run", "nothing was written");
    }

    /** What came of two statements, the second of which is measured by an expression. */
    private List<Finding> findings(String expression) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                lecture: mine
                statements:
                  - {id: first, statement: s, stated: 61706, measured: "model('lenet5').learnableParameters"}
                  - {id: second, statement: s, stated: 143667240, measured: "%s"}
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
