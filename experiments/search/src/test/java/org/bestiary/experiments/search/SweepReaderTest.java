package org.bestiary.experiments.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bestiary.datasets.augment.Elastic;
import org.bestiary.datasets.augment.Fill;
import org.bestiary.datasets.augment.RandomAffine;
import org.bestiary.datasets.augment.Recipe;
import org.bestiary.datasets.augment.Rotate;
import org.bestiary.experiments.config.ClassChoice;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.SweepSource;
import org.bestiary.experiments.optimizer.Nesterov;
import org.bestiary.experiments.search.space.Assignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SweepReaderTest {
    private static final String BASE = """
            name: tiny
            model: {id: lenet5}
            data: {id: strokes, validation: 0.1}
            training:
              epochs: 2
              optimizer: {type: adam}
            search:
              budget: {trials: 4}
            """;
    private static final String RATE = "    training.optimizer.learningRate: {log-uniform: [0.0001, 0.1]}\n";

    private static Sweep read(String yaml, String... overrides) {
        Map<String, String> set = Stream.of(overrides)
                .collect(Collectors.toMap(o -> o.substring(0, o.indexOf('=')), o -> o.substring(o.indexOf('=') + 1)));
        return SweepReader.read(SweepSource.parse(yaml, "my.yaml", set));
    }

    private static String space(String... lines) {
        return BASE + "  space:\n" + String.join("", lines);
    }

    @Test
    void classesCanBeSearchedFor() {
        Sweep sweep = read(space(RATE, "    data.classes: {choice: [[1, 7], [1, {curves: [0, 8]}]]}\n"));
        assertThat(Stream.of(0.0, 0.99)
                        .map(at -> sweep.trial(sweep.space().at(p -> at))
                                .spec()
                                .data()
                                .classes()
                                .orElseThrow()
                                .get(1)))
                .containsExactly(ClassChoice.of("7"), new ClassChoice(Optional.of("curves"), List.of("0", "8")));
    }

    @Test
    void nullInAChoiceLeavesTheEntryOut() {
        Sweep sweep = read(space(
                RATE,
                "    training.clipNorm: {choice: [null, 1.0]}\n",
                "    training.ema.decay: {choice: [null, 0.9]}\n"));
        ExperimentSpec without = sweep.trial(sweep.space().at(p -> 0)).spec();
        ExperimentSpec with = sweep.trial(sweep.space().at(p -> 0.99)).spec();
        assertThat(without.training().clipNorm()).isEmpty();
        assertThat(without.training().ema()).isEmpty();
        assertThat(with.training().clipNorm()).hasValue(1.0);
        assertThat(with.training().ema()).isPresent();
    }

    @Test
    void aChoiceHasABound() {
        String values =
                IntStream.rangeClosed(1, 1_001).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        assertThatThrownBy(() -> read(space("    training.batch: {choice: [" + values + "]}\n")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("must have at most 1000 entries, but got 1001");
    }

    @Test
    void aSweepFillsTheGapsOfItsSpec() {
        Sweep sweep = read(space(
                RATE,
                "    training.optimizer.type: {choice: [adam, nesterov]}\n",
                """
                    training.optimizer.momentum:
                      uniform: [0.5, 0.99]
                      when: {training.optimizer.type: nesterov}
                """,
                "    model.options.activation: {choice: [tanh, relu]}\n"));
        assertThat(sweep.methodName()).isEqualTo("tpe");
        assertThat(sweep.seeds()).containsExactly(1L);
        assertThat(sweep.objective().label()).isEqualTo("maximise validationAccuracy");
        Assignment point = sweep.space().at(p -> 0.99);
        ExperimentSpec spec = sweep.trial(point).spec();
        assertThat(((Nesterov) spec.training().optimizer()).momentum()).isBetween(0.98, 0.99);
        assertThat(spec.training().optimizer().learningRate()).isBetween(0.09, 0.1);
        assertThat(spec.model().options()).containsEntry("activation", "relu");
        // adam has no momentum to search.
        assertThat(sweep.space().at(p -> 0).values()).hasSize(3);
        assertThat(SweepSummary.lines(sweep))
                .contains("space of tiny: 4 parameters, of these 2 continuous, with 4 combinations of the others")
                .anyMatch(l -> l.contains("(when training.optimizer.type = nesterov)"));
    }

    @Test
    void theTextOfASweepReadsAsTheSameSweep() {
        String yaml = space(RATE, "    training.batch: {int: [16, 128], log: true}\n");
        Sweep sweep = read(yaml, "search.seedsPerTrial=3", "seeds=[4, 9]");
        Sweep again = read(sweep.source().text());
        assertThat(again.space()).isEqualTo(sweep.space());
        assertThat(again.budget()).isEqualTo(sweep.budget());
        assertThat(again.seeds()).containsExactly(4L, 9L, 10L);
    }

    /** The steps of an augmentation are searched by name or number, and those of a preset as well. */
    @Test
    void theValuesOfStepsAreSearched() {
        for (String augment : new String[] {
            "mnist, ", "[mnist], ", "[{affine: {degrees: 10, shift: 0.08}}, {elastic: {amplitude: 0.7}}], "
        }) {
            Sweep sweep = read(space(
                            RATE,
                            "    data.augment.affine.degrees: {uniform: [0, 30]}\n",
                            "    data.augment.1.elastic.cells: {int: [2, 6]}\n",
                            "    data.augment.affine.fill: {choice: [constant, nearest]}\n")
                    .replace("data: {", "data: {augment: " + augment));
            Recipe recipe = sweep.trial(sweep.space().at(p -> 0.9999))
                    .spec()
                    .data()
                    .augment()
                    .recipe()
                    .orElseThrow();
            assertThat(recipe.name()).isEqualTo("affine, elastic");
            RandomAffine affine = (RandomAffine) recipe.steps().get(0);
            assertThat(affine.degrees()).isBetween(29.9, 30.0);
            assertThat(affine.shift()).isEqualTo(0.08);
            assertThat(affine.fill()).isEqualTo(Fill.NEAREST);
            assertThat(recipe.steps().get(1)).isEqualTo(new Elastic(0.7, 6, Fill.CONSTANT));
            assertThat(read(sweep.source().text()).space()).isEqualTo(sweep.space());
        }
    }

    @Test
    void wholeRecipesAreSearchedAndTheValuesThatOneOfThemHas() {
        Sweep sweep = read(space(
                RATE,
                "    data.augment.rotate.degrees: {uniform: [5, 30], when: {data.augment: [[{rotate: 10}]]}}\n",
                "    data.augment: {choice: [none, mnist, [{rotate: 10}]]}\n"));
        assertThat(sweep.trial(sweep.space().at(p -> 0)).spec().data().augment())
                .hasToString("none");
        assertThat(sweep.trial(sweep.space().at(p -> 0.5)).spec().data().augment())
                .hasToString("mnist");
        Recipe last = sweep.trial(sweep.space().at(p -> 0.9999))
                .spec()
                .data()
                .augment()
                .recipe()
                .orElseThrow();
        assertThat(((Rotate) last.steps().get(0)).degrees()).isBetween(29.9, 30.0);
    }

    @Test
    void aTrialHasARunForEachFoldAndSeed() {
        Sweep sweep = read(space(RATE), "data.validation={folds: 3}", "search.seedsPerTrial=2");
        assertThat(sweep.folds()).isEqualTo(3);
        assertThat(sweep.runsPerTrial()).isEqualTo(6);
        assertThat(sweep.trial(sweep.space().at(p -> 0.5)).each())
                .extracting(l -> l.spec().data().validation().fold().orElseThrow())
                .containsExactly(1, 2, 3);
        assertThat(SweepSummary.lines(sweep)).anyMatch(l -> l.contains("3 folds, 2 seeds a trial"));
        assertThat(read(space(RATE)).runsPerTrial()).isEqualTo(1);
        assertThat(read(space(RATE), "data.validation={folds: 3, fold: 2}").runsPerTrial())
                .isEqualTo(1);
    }

    @Test
    void whatMakesUpForRareClassesCanBeSearched() {
        for (String entry : List.of(
                "training.classWeights: {choice: [none, balanced]}",
                "training.classWeights.7: {log-uniform: [0.5, 5]}",
                "data.sampling: {choice: [natural, balanced]}")) {
            assertThat(read(space(RATE, "    " + entry + "\n")).space().parameters())
                    .hasSize(2);
        }
    }

    static Stream<Arguments> mistakes() {
        String rate = "    training.optimizer.learningRate: ";
        return Stream.of(
                Arguments.of(
                        BASE + "  space: {}\n", "my.yaml:9: search.space: a space must have at least one parameter"),
                Arguments.of(BASE, "my.yaml:7: search must have an entry 'space'"),
                Arguments.of(
                        space(rate, "{uniform: [0.1, 0.01]}\n"),
                        "my.yaml:10: training.optimizer.learningRate: the first bound must be the smaller one, but got"
                                + " [0.1, 0.01]; swap them"),
                Arguments.of(space(rate, "{log-uniform: [0, 0.1]}\n"), "must be above 0, but got [0, 0.1]"),
                Arguments.of(space(rate, "{uniform: [0.1]}\n"), "uniform must have two bounds"),
                Arguments.of(space(rate, "{uniform: [0.1, 0.1]}\n"), "the bounds must differ"),
                Arguments.of(space(rate, "{choice: []}\n"), "choice must have at least one entry"),
                Arguments.of(space(rate, "{}\n"), "must have exactly one of uniform"),
                Arguments.of(space(rate, "{uniform: [0.1, 0.2], step: 2}\n"), "'step' and 'log' go with int"),
                Arguments.of(space(rate, "{unifrom: [0.1, 0.2]}\n"), "has no entry 'unifrom'; did you mean uniform"),
                Arguments.of(
                        space(RATE, "    training.optimiser.momentum: {uniform: [0.1, 0.2]}\n"),
                        "my.yaml:11: search.space must name entries of the spec, but training has no entry 'optimiser';"
                                + " did you mean optimizer"),
                Arguments.of(space(RATE, "    seeds: {choice: [[1]]}\n"), "must leave trials comparable"),
                Arguments.of(
                        space(RATE, "    data.augment.rotat.degrees: {uniform: [0, 9]}\n"),
                        "my.yaml:11: search.space must name entries of the spec, but data.augment has no step 'rotat';"
                                + " did you mean rotate"),
                Arguments.of(
                        space(RATE, "    data.augment.rotate.degree: {uniform: [0, 9]}\n"),
                        "but data.augment.rotate has no entry 'degree'; did you mean degrees"),
                Arguments.of(
                        space(RATE, "    data.augment.rotate.degrees: {uniform: [0, 9]}\n"),
                        "my.yaml:11: data.augment must have steps for one of them to be set, but it is none"),
                Arguments.of(
                        space(RATE, "    data.augment.rotate.degrees: {uniform: [0, 9]}\n")
                                .replace("data: {", "data: {augment: mnist, "),
                        "my.yaml:11: data.augment must have one step 'rotate' to be named so, but it has none; the steps"
                                + " are affine, elastic"),
                Arguments.of(
                        space(RATE, "    data.augment.affine.zoom: {uniform: [0.5, 1]}\n")
                                .replace("data: {", "data: {augment: mnist, "),
                        "my.yaml:11: data.augment[0].affine.zoom must be at least 0 and below 1, but got 1"),
                Arguments.of(
                        space(RATE, "    data.validation.folds: {choice: [3, 5]}\n"), "must leave trials comparable"),
                Arguments.of(
                        space(RATE, "    training.classWeights: {choice: [none, balance]}\n"),
                        "training.classWeights must be none, balanced or weights by class name, but got \"balance\""),
                Arguments.of(
                        space(RATE, "    training.optimizer.type: {choice: [adam, adamx]}\n"),
                        "my.yaml:11: training.optimizer.type must be one of"),
                Arguments.of(
                        space(RATE, "    training.batch: {int: [0, 64]}\n"),
                        "my.yaml:11: training.batch must be at least 1"),
                Arguments.of(
                        space(RATE, "    model.id: {choice: [lenet5, lenet6]}\n"),
                        "my.yaml:11: no network is called 'lenet6'; did you mean lenet5"),
                Arguments.of(
                        space(RATE, "    training.batch: {int: [8, 64], when: {training.epochs: 2}}\n"),
                        "'when' must name another parameter of the space, but got 'training.epochs'"),
                Arguments.of(
                        space(RATE, "    training.batch: {int: [8, 64], when: {training.optimizer.learningRate: 2}}\n"),
                        "is continuous"),
                Arguments.of(
                        space(
                                RATE,
                                "    training.optimizer.type: {choice: [adam, sgd]}\n",
                                "    training.batch: {int: [8, 64], when: {training.optimizer.type: nesterov}}\n"),
                        "'when' must give values that training.optimizer.type can have (choice adam, sgd), but got"
                                + " nesterov"),
                Arguments.of(
                        space(RATE).replace("validation: 0.1", "validation: 0"),
                        "my.yaml:3: a sweep compares by validation images"),
                Arguments.of(
                        space(RATE).replace("{trials: 4}", "{trials: 0}"), "search.budget.trials must be at least 1"),
                Arguments.of(space(RATE).replace("{trials: 4}", "{}"), "at least one of trials, epochs and minutes"),
                Arguments.of(
                        space(RATE) + "  method: grid\n",
                        "my.yaml:10: a grid over the continuous training.optimizer.learningRate must say how many values"),
                Arguments.of(
                        space(RATE) + "  objective: {metric: testAccuracy}\n",
                        "search.objective.metric must be one of validationAccuracy, validationLoss, but got"
                                + " \"testAccuracy\""),
                Arguments.of(space(RATE) + "  metod: grid\n", "search has no entry 'metod'; did you mean method"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void everyMistakeIsOneLineWithItsPlace(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n")
                .hasMessageStartingWith("my.yaml");
    }

    @Test
    void aSweepIsNoRunAndARunIsNoSweep() {
        assertThatThrownBy(() -> SpecReader.parse(space(RATE), "my.yaml", Map.of()))
                .hasMessage(
                        "my.yaml:7: a spec with an entry 'search' is a sweep; start it with: ./bestiary sweep my.yaml");
        assertThatThrownBy(() -> SweepSource.parse("name: a\n", "my.yaml", Map.of()))
                .hasMessageContaining("./bestiary run my.yaml");
    }

    @Test
    void theShippedSweepsAreRight() {
        assertThat(SpecLibrary.sweepNames())
                .contains(
                        "lenet5-strokes-sweep",
                        "resnet20-cifar10-lr-wd",
                        "optimizers-compare",
                        "mnist-convnet-asha",
                        "mnist-convnet-random");
        for (String name : SpecLibrary.sweepNames()) {
            assertThat(SweepReader.read(SpecLibrary.openSweep(name, Map.of())).name())
                    .isEqualTo(name);
        }
    }
}
