package org.bestiary.experiments.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.lecture.check.Instruments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ledgers of the user's: what is right is checked without Java, what is wrong is one line with file, line and rule. */
class LedgerReaderTest {
    private static final String HEAD = "lecture: mine\nstatements:\n";

    @TempDir
    private Path folder;

    @Test
    void aLedgerNeedsNoJava() {
        Lecture mine = LedgerReader.parse(HEAD + """
                  - id: half
                    statement: Half of VGG-16 is dense.
                    stated: 50
                    compare: about
                    unit: "%"
                    measured: model('vgg16').densePercent
                    explanation: It is ${measured} of ${model('vgg16').learnableParameters}, not ${stated}.
                  - id: holds
                    statement: Expressions may compare by themselves.
                    stated: true
                    measured: model('vgg19').learnableParameters == 143667240 && about(61.7, 60, 1)
                """, "mine.yaml");
        List<Finding> found = LedgerTest.check(mine.statements(), Instruments.real());
        assertThat(found.get(0).verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(found.get(0).explanation()).isEqualTo("It is 89.365 of 138,357,544, not 50.");
        assertThat(found.get(1).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(found.get(1).measuredForPeople()).isEqualTo("yes");
    }

    /** A hundredth, unless the statement or its budget says something else. */
    @Test
    void trainingStatementsHaveTheUsualTolerance() {
        String row = HEAD + "  - id: a\n    kind: training\n    statement: s\n    stated: 76\n    compare: about\n"
                + "    measured: mean(runs.testAccuracy)\n    rule: r\n%s"
                + "    runs: {quick: {specs: [x], note: n%s}, full: {specs: [y]}}\n";
        assertThat(tolerances(row.formatted("", ""))).containsExactly(0.01, 0.01);
        assertThat(tolerances(row.formatted("    tolerance: 0.02\n", ""))).containsExactly(0.02, 0.02);
        assertThat(tolerances(row.formatted("", ", tolerance: 0.05"))).containsExactly(0.05, 0.01);
    }

    private static List<Double> tolerances(String yaml) {
        Statement s = LedgerReader.parse(yaml, "my.yaml").statements().get(0);
        return List.of(
                s.budgets().get(Statement.Budget.QUICK).tolerance(),
                s.budgets().get(Statement.Budget.FULL).tolerance());
    }

    static Stream<Arguments> bad() {
        String row = "  - id: a\n    statement: s\n";
        return Stream.of(
                Arguments.of("", "my.yaml: a ledger must be a mapping"),
                Arguments.of("lecture: x\n", "my.yaml:1: the ledger must have an entry 'statements'"),
                Arguments.of("lecture: x\nstatements: []\n", "my.yaml:2: statements must have at least one entry"),
                Arguments.of(HEAD + "  - statement: s\n", "my.yaml:3: statements[0] must have an entry 'id'"),
                Arguments.of(
                        HEAD + row + "    sttaed: 3\n",
                        "my.yaml:5: statements[0] has no entry 'sttaed'; did you mean stated?"),
                Arguments.of(
                        HEAD + row + "    stated: 3\n",
                        "my.yaml:3: an analytic statement must have an entry 'measured' or 'check'"),
                Arguments.of(
                        HEAD + row + "    measured: 1 + 1\n",
                        "my.yaml:3: a statement that is measured must have an entry 'stated'"),
                Arguments.of(
                        HEAD + row + "    stated: 3\n    measured: 1 +\n", "my.yaml:6: an expression must be complete"),
                Arguments.of(
                        HEAD + row + "    stated: 3\n    measured: x = 3\n",
                        "my.yaml:6: an expression must be complete"),
                Arguments.of(
                        HEAD + row + "    stated: 3\n    measured: 'for (;;) {}'\n",
                        "my.yaml:6: an expression must be complete"),
                Arguments.of(
                        HEAD + row + "    stated: 3\n    measured: '1'\n    check: bn-undo\n",
                        "my.yaml:7: a statement must have 'measured' or 'check', but got both"),
                Arguments.of(
                        HEAD + row + "    stated: 3\n    check: bn-und\n",
                        "my.yaml:6: no check is called 'bn-und'; did you mean bn-undo?"),
                Arguments.of(
                        HEAD + row + "    stated: 3\n    measured: '1'\n    compare: eqal\n",
                        "my.yaml:7: statements[0].compare must be one of"),
                Arguments.of(
                        HEAD + row + "    stated: 3\n    measured: '1'\n    compare: within\n",
                        "my.yaml:7: a comparison 'within' must have an entry 'tolerance'"),
                Arguments.of(
                        HEAD + row + "    stated: 3\n    measured: '1'\n    tolerance: -1\n",
                        "my.yaml:7: statements[0].tolerance must be at least 0"),
                Arguments.of(
                        HEAD + row + "    stated: 3\n    measured: '1'\n    tolerance: 0.1\n",
                        "my.yaml:7: a comparison 'equal' takes no tolerance, but got one"),
                Arguments.of(
                        HEAD + row
                                + "    kind: training\n    stated: 3\n    measured: '1'\n    rule: r\n    compare: above\n"
                                + "    runs: {quick: {specs: [x], note: n, tolerance: 1}}\n",
                        "my.yaml:10: a comparison 'above' takes no tolerance, but got one"),
                Arguments.of(
                        HEAD + row + "    stated: 3\n    measured: '1'\n    explanation: 'is ${measured'\n",
                        "my.yaml:7: a blank must be closed, as in ${measured}, but got: ${measured"),
                Arguments.of(
                        HEAD + row + "    stated: {a: 1}\n    measured: '1'\n",
                        "my.yaml:5: a stated value must be a number, a text or a list"),
                Arguments.of(
                        HEAD + row + "    stated: 3\n    measured: '1'\n    explanation: '${1 +}'\n",
                        "my.yaml:7: an expression must be complete"),
                Arguments.of(
                        HEAD + row + "    kind: training\n",
                        "my.yaml:3: a training statement must have entries 'runs', 'measured' and 'rule'"),
                Arguments.of(
                        HEAD + row
                                + "    kind: training\n    check: bn-undo\n    stated: 3\n    rule: r\n"
                                + "    runs: {quick: {specs: [x], note: n}}\n",
                        "my.yaml:6: a training statement must be measured by an expression over its runs, but got a check"),
                Arguments.of(
                        HEAD + row + "    stated: []\n    measured: '1'\n",
                        "my.yaml:5: a stated list must have at least one value"),
                Arguments.of(
                        HEAD + row + "    stated: [1, 2]\n    unit: [a, b, c]\n    measured: '1'\n",
                        "my.yaml:6: there must be one unit, or one for each stated value, but got 3 for 2"),
                Arguments.of(
                        HEAD + row + "    stated: 8x8\n    compare: above\n    measured: '1'\n",
                        "my.yaml:6: only numbers are compared by 'above', but 'stated' is 8x8"),
                Arguments.of(
                        HEAD + row + "    stated: 5\n    compare: zero\n    tolerance: 1\n    measured: '1'\n",
                        "my.yaml:5: what is compared by 'zero' must be stated as 0, but got 5"),
                Arguments.of(
                        HEAD + row + "    stated: 0\n    compare: about\n    measured: '1'\n",
                        "my.yaml:6: nothing is about 0; compare by 'zero' or 'within'"),
                Arguments.of(
                        HEAD + row + "    kind: training\n    runs: {quick: {specs: [x, x], note: n}}\n",
                        "must not have an entry twice"),
                Arguments.of(
                        HEAD + row + "    stated: 3\n    measured: '1'\n    explanation: '" + "${{}".repeat(1_200)
                                + "'\n",
                        "my.yaml:7: a text with blanks must have at most 4,000 characters"),
                Arguments.of(
                        HEAD + row + "    kind: cited\n    measured: '1'\n    stated: 3\n",
                        "my.yaml:3: a cited statement is not measured"),
                Arguments.of(
                        HEAD + row + "    kind: training\n    runs: {quick: {specs: [x], budget: 3}}\n",
                        "has no entry 'budget'"),
                Arguments.of(
                        HEAD + row + "    reason: r\n    kind: cited\n" + row,
                        "my.yaml:7: a statement must have a name of its own, but 'a' is also at my.yaml:3"),
                Arguments.of(
                        HEAD + row + "    stated: 3\n    measured: '1'\n    drawing: {receptiveField: 3x8 conv}\n",
                        "my.yaml:7: a chain must begin with the shape of an image"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badLedgersAreFileLineAndRule(String yaml, String message) {
        assertThatThrownBy(() -> LedgerReader.parse(yaml, "my.yaml"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    static Stream<Arguments> cannotRun() {
        return Stream.of(
                Arguments.of("model('vgg91').depth", "no network is called 'vgg91'; did you mean vgg"),
                Arguments.of("model('vgg19').dept", "network vgg19 has no value 'dept'; did you mean depth?"),
                Arguments.of(
                        "modle('vgg19').depth", "there is no function 'modle' of these arguments; did you mean model?"),
                Arguments.of("model('vgg19').layer('fc9').parameters", "has no layer 'fc9'"),
                Arguments.of("arith('3x8x8 conv:1,9').jump", "the window must fit into the padded input"),
                Arguments.of("nothing + 1", "there is no value called 'nothing'"),
                Arguments.of("repeat('x', 100000000)", "repeat must make at most 1,000,000 characters"),
                Arguments.of("model(19).depth", "'model' must be called as model(text) or model(text, {...})"),
                Arguments.of(
                        "sum(model('vgg19').layers('max poool').parameters)", "there are no layers of network vgg19"),
                Arguments.of("1 / 0", "a number cannot be divided by 0"),
                Arguments.of("ratio(1, 0)", "a number cannot be divided by 0"),
                Arguments.of("scale([1, 2], 0)", "a number cannot be divided by 0"),
                Arguments.of("arith('1x8x8 pool:2').densePercent", "must have parameters for some of them to be dense"),
                Arguments.of("model('vgg19').named", "'named' must be called as network.named(text)"),
                Arguments.of("model('vgg19').layer(3)", "'layer' must be called as network.layer(text)"),
                Arguments.of("mean([1, 2, 3]) + 1", "operators need numbers, but got a mean with its interval"),
                Arguments.of("mean([1, 2, 3]) > 1", "operators need numbers, but got a mean with its interval"),
                Arguments.of("[1, 2][4]", "a list is numbered from 0 to its length less 1"),
                Arguments.of("runs.testAccuracy", "runs are there for statements of kind: training"),
                Arguments.of("model('vgg19')", "must give a number, a text or a list, but got network vgg19"),
                Arguments.of("sum(1..5)", "has no ranges"),
                Arguments.of("'aaaaaaaaaaaaaaaaaaaaaaaa!' =~ '(a+)+b'", ""),
                // The sandbox: no class, no reflection, nothing of the program but what is meant for it.
                Arguments.of("'aaaaaaaaaaaaaaaaaaaaaaaa!'.matches('(a+)+b')", ""),
                Arguments.of("'ab'.repeat(1000000000).length()", ""),
                Arguments.of("distinct([1, 2]).hashCode()", "there is no function 'hashCode'"),
                Arguments.of("distinct([1, 2]).class", ""),
                Arguments.of("''.class", ""),
                Arguments.of("(".repeat(1_900) + "1" + ")".repeat(1_900), ""),
                Arguments.of("{".repeat(40) + "1" + "}".repeat(40), ""),
                Arguments.of("a[".repeat(40) + "1" + "]".repeat(40), ""),
                Arguments.of("abs(".repeat(40) + "1" + ")".repeat(40), ""),
                Arguments.of("1 /* ' */ + " + "abs(".repeat(40) + "1" + ")".repeat(40), ""),
                Arguments.of("[model('lenet5')]", "must give a number, a text or a list, but got network lenet5"),
                Arguments.of(
                        "model('lenet5').named('" + "*".repeat(2_000) + "Z').count",
                        "no layer of network lenet5 is called"),
                Arguments.of("sum([9223372036854775807, 1])", "sum must fit into 64 bits"),
                Arguments.of("1" + " + 1".repeat(2_000), ""),
                Arguments.of("''.getClass().forName('java.lang.System').exit(3)", ""),
                Arguments.of("model('vgg19').getClass().getClassLoader()", ""),
                Arguments.of("java.lang.System.exit(3)", ""),
                Arguments.of("new('java.io.File', '/tmp')", ""));
    }

    @ParameterizedTest
    @MethodSource("cannotRun")
    void anExpressionThatCannotBeWorkedOutIsOneLine(String expression, String message) throws IOException {
        Path file = Files.writeString(
                folder.resolve("l.yaml"),
                HEAD + "  - id: a\n    statement: s\n    stated: 3\n    measured: \"" + expression + "\"\n");
        try {
            List<Statement> rows = LedgerReader.read(file).statements();
            Finding f = LedgerTest.check(rows, Instruments.real()).get(0);
            assertThat(f.verdict()).isEqualTo(Verdict.NOT_RUN);
            assertThat(f.problem().orElseThrow())
                    .startsWith(file + ":3: a could not run: ")
                    .contains(message)
                    .doesNotContain("\n");
        } catch (SpecException e) {
            assertThat(message).as("refused when read: " + e.getMessage()).isEmpty();
        }
    }
}
