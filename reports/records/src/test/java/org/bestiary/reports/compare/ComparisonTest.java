package org.bestiary.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.bestiary.reports.SampleRun;
import org.bestiary.reports.evaluation.PairedSeeds;
import org.bestiary.reports.evaluation.Spread;
import org.bestiary.reports.run.Fold;
import org.bestiary.reports.run.Repeats;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunJson;
import org.bestiary.reports.run.RunRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
    private static final String HOSTILE = "<b>\"net\"</b> | a_b*c\n# d, e";

    private static ComparedRun plain(RunRecord record) {
        return new ComparedRun(record, Optional.empty(), Optional.empty());
    }

    /** One run of each of two networks on the same images, and a third that diverged; with a name that is no friend. */
    private static Comparison sample() {
        return Comparison.of(List.of(
                SampleRun.compared("lenet", "LeNet-5", 61_706, 1, 90, 0.001),
                SampleRun.compared("hostile", HOSTILE, 1_000_000, 1, 70, 0.01),
                plain(SampleRun.diverged())));
    }

    @Test
    void seedsOfOneNetworkAreOneEntry() {
        Comparison comparison = Comparison.of(List.of(
                SampleRun.compared("a-s2", "A", 10, 2, 80, 0.1),
                SampleRun.compared("b-s1", "B", 20, 1, 70, 0.1),
                SampleRun.compared("a-s1", "A", 10, 1, 90, 0.1)));

        assertThat(comparison.entries()).extracting(Entry::name).containsExactly("A", "B");
        Entry a = comparison.entries().get(0);
        assertThat(a.runs()).extracting(run -> run.record().seed()).containsExactly(1L, 2L);
        assertThat(a.accuracy())
                .contains(new Entry.Accuracy(85, 80, 90, OptionalDouble.of(Math.sqrt(50)), new Repeats(2, 2, 0, 0)));
        assertThat(a.accuracy().orElseThrow().isInterval()).isFalse();
        assertThat(comparison.entries().get(1).accuracy().orElseThrow().isInterval())
                .isTrue();
        assertThat(comparison.best()).contains(0);
    }

    @Test
    void namesTellTheSettingsThatDiffer() {
        Comparison comparison = Comparison.of(List.of(
                SampleRun.compared("a", "A", 10, 1, 80, 0.1),
                SampleRun.compared("b", "A", 10, 1, 90, 0.01),
                SampleRun.compared("c", "C", 10, 1, 70, 0.01)));

        assertThat(comparison.entries())
                .extracting(Entry::name)
                .containsExactly("A, learningRate 0.1", "A, learningRate 0.01", "C");
        assertThat(comparison.differences())
                .containsExactly(
                        new SettingDifferences.Difference("model", List.of("a", "a", "c")),
                        new SettingDifferences.Difference("training.learningRate", List.of("0.1", "0.01", "0.01")));
    }

    @Test
    void namesThatTheSpecGivesTellNetworksOfOneKindApart() {
        Comparison comparison = Comparison.of(List.of(
                given("narrow", SampleRun.compared("a", "A", 10, 1, 80, 0.1)),
                given("wide", SampleRun.compared("b", "A", 10, 1, 90, 0.01)),
                SampleRun.compared("c", "C", 10, 1, 70, 0.01)));

        assertThat(comparison.entries()).extracting(Entry::name).containsExactly("A, narrow", "A, wide", "C");
    }

    @Test
    void namesDoNotTellSettingsThatAreBlank() {
        Comparison comparison = Comparison.of(List.of(
                titled("", SampleRun.compared("a", "A", 10, 1, 80, 0.1)),
                titled("Digits", SampleRun.compared("b", "A", 10, 1, 90, 0.01))));

        assertThat(comparison.entries().get(0).name()).isEqualTo("A, learningRate 0.1");
    }

    private static ComparedRun titled(String title, ComparedRun run) {
        ObjectNode record = (ObjectNode) RunJson.tree(run.record());
        record.withObject("/spec").put("title", title);
        return new ComparedRun(RunJson.record(record.toString(), title), run.answers(), run.report());
    }

    private static ComparedRun given(String name, ComparedRun run) {
        ObjectNode record = (ObjectNode) RunJson.tree(run.record());
        record.withObject("/spec").putObject("model").put("id", "a").put("name", name);
        return new ComparedRun(RunJson.record(record.toString(), name), run.answers(), run.report());
    }

    private static ComparedRun on(String title, char digit, long images, ComparedRun run) {
        ObjectNode record = (ObjectNode) RunJson.tree(run.record());
        record.withObject("/dataset")
                .put("title", title)
                .put("sha256", String.valueOf(digit).repeat(64))
                .put("test", images);
        return new ComparedRun(RunJson.record(record.toString(), title), run.answers(), run.report());
    }

    @Test
    void nothingIsBestOfWhatWasTestedOnDifferentImages() {
        ComparedRun digits = SampleRun.compared("a", "A", 10, 1, 99, 0.1);
        Comparison titles = Comparison.of(List.of(digits, on("Photos", 'b', 10_000, digitsOf("B", 40))));
        Comparison smoke = Comparison.of(List.of(
                on("Photos", 'b', 10_000, digits), on("Photos", 'b', 100, digitsOf("B", 40)), digitsOf("C", 20)));

        assertThat(titles.best()).isEmpty();
        assertThat(titles.pairs()).isEmpty();
        assertThat(titles.mixed())
                .contains("These runs were not tested on the same images (Photos, 10,000 images, data bbbbbbbb;"
                        + " Strokes, 10,000 images, data 01234567), so their accuracies do not tell which network is"
                        + " better.");
        assertThat(smoke.testedOn()).extracting(Entry.TestedOn::images).containsExactly(10_000L, 100L, 10_000L);
        assertThat(smoke.best()).isEmpty();
        assertThat(ComparisonText.markdown(titles)).contains("do not tell which network is better");
        assertThat(sample().mixed()).isEmpty();
        assertThat(ComparisonText.markdown(sample())).doesNotContain("do not tell");
    }

    private static ComparedRun digitsOf(String title, int right) {
        return SampleRun.compared(title + "-run", title, 20, 1, right, 0.1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void rankedDoesNotDependOnTheOrderOfTheRuns(long seed) {
        List<ComparedRun> runs = new ArrayList<>(List.of(
                digitsOf("A", 60),
                digitsOf("B", 80),
                on("Photos", 'b', 100, digitsOf("C", 99)),
                on("Photos", 'b', 10_000, digitsOf("D", 30)),
                plain(SampleRun.diverged()),
                digitsOf("E", 80)));
        Collections.shuffle(runs, new Random(seed));

        assertThat(Comparison.ranked(runs).entries())
                .extracting(Entry::name)
                .containsExactly(
                        "D", "C", "B", "E", "A", SampleRun.diverged().model().title());
    }

    @Test
    void ofOneSeedIsTestedOverImages() {
        Comparison comparison = Comparison.of(
                List.of(SampleRun.compared("a", "A", 10, 1, 90, 0.1), SampleRun.compared("b", "B", 20, 1, 70, 0.1)));

        assertThat(comparison.pairs()).singleElement().satisfies(pair -> {
            // The first 90 images against the first 70 of 100: twenty that only the first got right.
            assertThat(pair.mcnemar().orElseThrow().onlyFirst()).isEqualTo(20);
            assertThat(pair.mcnemar().orElseThrow().onlySecond()).isZero();
            assertThat(pair.difference()).isEqualTo(20);
            assertThat(pair.p()).isEqualTo(2 * Math.pow(0.5, 20));
            assertThat(pair.significant()).isTrue();
        });
    }

    @Test
    void ofSeveralSeedsIsTestedOverSeeds() {
        List<ComparedRun> runs = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            runs.add(SampleRun.compared("a" + seed, "A", 10, seed, 80 + seed, 0.1));
            runs.add(SampleRun.compared("b" + seed, "B", 20, seed, 80, 0.1));
        }

        assertThat(Comparison.of(runs).pairs()).singleElement().satisfies(pair -> {
            assertThat(pair.seeds().orElseThrow().seeds()).isEqualTo(3);
            assertThat(pair.difference()).isEqualTo(2);
            assertThat(pair.significant()).isFalse();
        });
    }

    @Test
    void foldsOfOneNetworkAreOneEntry() {
        Comparison comparison = Comparison.of(folds(80, 82, 87));

        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.entries()).singleElement().satisfies(e -> {
            assertThat(e.runs()).extracting(run -> run.record().fold()).containsExactly(fold(1), fold(2), fold(3));
            assertThat(e.accuracy().orElseThrow().repeats().text()).isEqualTo("3 folds");
            // The sample's runs say right/100 of their test images, and right/100 + 1 of those held out.
            assertThat(e.validation())
                    .contains(new Spread(84, OptionalDouble.of(Math.sqrt((9 + 1 + 16) / 2.0)), 81, 88, 3));
        });
        ComparisonText.ComparedRow row =
                ComparisonText.document(comparison).entries().get(0);
        assertThat(row.folds()).isEqualTo(3);
        assertThat(row.accuracyEnds()).contains("folds");
        assertThat(row.validationAccuracy()).hasValue(84);
        assertThat(ComparisonText.markdown(comparison))
                .contains("| A | 3 folds | 84.00% | 3.61 | 81.00 to 88.00% |")
                .contains("Of several seeds and folds: the mean");
    }

    private static Optional<Fold> fold(int number) {
        return Optional.of(new Fold(number, 3));
    }

    /** Runs of one network that got so many of a hundred test images right, the last fold first. */
    private static List<ComparedRun> folds(int... right) {
        List<ComparedRun> runs = new ArrayList<>();
        for (int fold = right.length; fold >= 1; fold--) {
            runs.add(SampleRun.fold(
                    SampleRun.compared("a" + fold, "A", 10, 1, right[fold - 1], 0.1), fold, right.length));
        }
        return runs;
    }

    /** Folds share what they learn from: 2 points over three folds would be nearer to significant over three seeds. */
    @Test
    void ofSeveralFoldsIsTestedOverFoldsWithCare() {
        List<ComparedRun> runs = new ArrayList<>(folds(81, 82, 83));
        for (int fold = 1; fold <= 3; fold++) {
            runs.add(SampleRun.fold(SampleRun.compared("b" + fold, "B", 20, 1, 80, 0.1), fold, 3));
        }

        Comparison comparison = Comparison.of(runs);

        assertThat(comparison.pairs()).singleElement().satisfies(pair -> {
            assertThat(pair.seeds()).contains(PairedSeeds.ofFolds(List.of(1.0, 2.0, 3.0), 3));
            assertThat(pair.difference()).isEqualTo(2);
        });
        assertThat(ComparisonText.document(comparison).pairs())
                .extracting(ComparisonText.Test::test)
                .containsExactly("paired-t-corrected");
    }

    @Test
    void repetitionsAreToldInWords() {
        List<RunRecord> folds = folds(1, 2, 3).stream().map(ComparedRun::record).toList();
        assertThat(Repeats.of(folds).text()).isEqualTo("3 folds");
        assertThat(Repeats.of(folds.subList(0, 2)).text()).isEqualTo("2 of 3 folds");
        assertThat(Repeats.name(folds.get(0))).isEqualTo("fold 3, seed 1");
        List<RunRecord> twice = new ArrayList<>(folds);
        twice.add(SampleRun.fold(SampleRun.compared("a1-s2", "A", 10, 2, 80, 0.1), 1, 3)
                .record());
        assertThat(Repeats.of(twice).text()).isEqualTo("4 runs (3 folds, 2 seeds)");
        RunRecord plain = SampleRun.completed();
        assertThat(Repeats.of(List.of(plain)).text()).isEqualTo("1 seed");
        assertThat(Repeats.name(plain)).isEqualTo("seed 1");
    }

    @Test
    void withoutTheSameImagesNothingIsTested() {
        assertThat(Comparison.of(List.of(
                                plain(SampleRun.completed("a", SampleRun.DIGITS, 2, 1)),
                                SampleRun.compared("b", "B", 20, 1, 70, 0.1)))
                        .pairs())
                .isEmpty();
        assertThat(sample().pairs()).hasSize(1);
    }

    @Test
    void needsDifferentRuns() {
        ComparedRun run = plain(SampleRun.completed());

        assertThatThrownBy(() -> Comparison.of(List.of())).isInstanceOf(RunException.class);
        assertThatThrownBy(() -> Comparison.of(List.of(run, run)))
                .isInstanceOf(RunException.class)
                .hasMessage("the runs of a comparison must be different ones, got lenet5-strokes-s1 twice; name each"
                        + " once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"md", "csv", "json"})
    void isWrittenAsItEverWas(String form) throws IOException {
        Comparison comparison = sample();
        String text = switch (form) {
            case "md" -> ComparisonText.markdown(comparison);
            case "csv" -> ComparisonText.csv(comparison);
            default ->
                new ObjectMapper()
                                .registerModule(new Jdk8Module())
                                .writerWithDefaultPrettyPrinter()
                                .writeValueAsString(ComparisonText.document(comparison))
                        + "\n";
        };
        try (InputStream in = getClass().getResourceAsStream("comparison." + form)) {
            assertThat(in)
                    .as("comparison." + form + " must be written; it should hold:\n" + text)
                    .isNotNull();
            String golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).isEqualToNormalizingNewlines(golden);
        }
    }
}
