package org.bestiary.experiments.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.lecture.Statement.Budget;
import org.bestiary.experiments.lecture.check.Instruments;
import org.bestiary.experiments.train.Plan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ladder over the rows of the shipped ledgers. */
class LedgerTest {
    private static final Reproduction.Progress QUIET = new Reproduction.Progress() {
        @Override
        public void begins(Statement statement, int number, int of) {}

        @Override
        public void ended(Finding finding) {}
    };

    private static final Path NO_RUNS = Path.of("target", "no-runs");

    private static Map<String, Finding> findings;

    static Stream<Statement> rows() {
        return LedgerReader.shipped().stream().flatMap(l -> l.statements().stream());
    }

    static Stream<Statement> analytic() {
        return rows().filter(s -> s.kind() == StatementKind.ANALYTIC);
    }

    static Stream<Statement> training() {
        return rows().filter(s -> s.kind() == StatementKind.TRAINING);
    }

    /** Checks statements with these instruments, without any runs. */
    static List<Finding> check(List<Statement> statements, Instruments instruments) {
        TrainingCheck none = new TrainingCheck(NO_RUNS, new DataDirectory(NO_RUNS), Optional.empty(), Optional.empty());
        return Reproduction.of(instruments, none).check(statements, QUIET);
    }

    @BeforeAll
    static void checkAll() {
        findings = check(rows().toList(), Instruments.real()).stream()
                .collect(Collectors.toMap(f -> f.statement().id(), f -> f));
    }

    @Test
    void thereAreSoManyOfEachKind() {
        Map<StatementKind, Long> kinds = rows().collect(Collectors.groupingBy(Statement::kind, Collectors.counting()));
        assertThat(kinds)
                .containsEntry(StatementKind.ANALYTIC, 64L)
                .containsEntry(StatementKind.TRAINING, 16L)
                .containsEntry(StatementKind.CITED, 5L);
        assertThat(rows().map(Statement::id)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("analytic")
    void everyAnalyticRowIsMeasured(Statement s) {
        Finding f = findings.get(s.id());
        assertThat(f.problem()).isEmpty();
        assertThat(f.measured()).isPresent();
        assertThat(f.verdict()).isIn(Verdict.REPRODUCED, Verdict.DIFFERS, Verdict.NOT_REPRODUCED);
        assertThat(f.explanation()).doesNotContain("${");
        if (f.verdict() == Verdict.REPRODUCED) {
            assertThat(f.difference()).isEmpty();
        } else {
            assertThat(f.difference()).isNotEmpty();
            assertThat(f.explanation()).as("why it is another figure").isNotEmpty();
        }
    }

    /** Figures that can be checked with paper and pencil, or against the published counts. */
    @Test
    void whatDiffersDiffersByThis() {
        assertThat(Figure.flat(findings.get("alexnet-neurons").measured().orElseThrow()))
                .startsWith(55L * 55 * 96);
        assertThat(findings.get("vgg16-one-output").measured()).contains(134_264_641L);
        assertThat(findings.get("googlenet-16m").difference()).contains("13,378,280 in place of 16,063,912");
        assertThat(findings.get("separable-standard").explanation()).contains("1,228,800", "2,764,800");
        assertThat(findings.get("separable-depthwise").explanation()).contains("59,952");
        assertThat(findings.get("vgg16-522mb").explanation()).contains("527.79 MiB");
        assertThat(findings.values().stream()
                        .filter(f ->
                                f.statement().kind() == StatementKind.ANALYTIC && f.verdict() != Verdict.REPRODUCED)
                        .map(f -> f.statement().id()))
                .containsExactlyInAnyOrder(
                        "alexnet-neurons",
                        "alexnet-255mb",
                        "vgg16-522mb",
                        "vgg16-one-output",
                        "googlenet-16m",
                        "googlenet-5m",
                        "separable-standard",
                        "separable-depthwise");
    }

    @ParameterizedTest
    @MethodSource("training")
    void everyTrainingRowHasExperimentsOrSaysWhyNot(Statement s) {
        Finding f = findings.get(s.id());
        assertThat(f.verdict()).isEqualTo(Verdict.NOT_RUN);
        assertThat(f.problem()).isEmpty();
        if (!s.reason().isEmpty()) {
            assertThat(f.remark()).isEqualTo(s.reason());
            return;
        }
        assertThat(s.budgets()).containsOnlyKeys(Budget.QUICK, Budget.FULL);
        assertThat(s.budgets().get(Budget.QUICK).note()).isNotEmpty();
        for (Budget budget : Budget.values()) {
            for (String name : s.budgets().get(budget).specs()) {
                SpecReader.Located spec = SpecLibrary.open(name, Map.of());
                for (SpecReader.Located network : spec.each()) {
                    assertThat(Plan.of(network).network().nodes()).isNotEmpty();
                    assertThat(network.spec().seeds()).as(name).hasSizeGreaterThanOrEqualTo(3);
                }
            }
        }
        assertThat(f.remark()).startsWith("run it with --run, or: ./bestiary run ");
    }

    @Test
    void citedRowsAreQuoted() {
        List<Finding> cited = findings.values().stream()
                .filter(f -> f.statement().kind() == StatementKind.CITED)
                .toList();
        assertThat(cited)
                .hasSize(5)
                .allMatch(f -> f.verdict() == Verdict.CITED
                        && f.measured().isEmpty()
                        && !f.remark().isEmpty());
    }

    @Test
    void theReadmeHasTheTableOfWhatDiffers() throws IOException {
        List<Finding> analytic = analytic().map(s -> findings.get(s.id())).toList();
        String readme = Files.readString(Path.of("..", "..", "README.md"));
        List<String> lines = new ArrayList<>(readme.lines().toList());
        int begin = lines.indexOf("<!-- ledger: begin -->");
        int end = lines.indexOf("<!-- ledger: end -->");
        assertThat(String.join("\n", lines.subList(begin + 1, end)).strip())
                .as(
                        "replace the table in README.md with what './bestiary reproduce --kind analytic --markdown F' writes")
                .isEqualTo(LedgerMarkdown.of(analytic).strip());
    }
}
