package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.train.ExperimentRunner.Outcome;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A residual network of 8 layers that has learnt eight digits learns the other two. */
class TransferTest {
    private static final String BASE = """
            name: base
            model: {id: resnet20, options: {depth: 8, width: 4}}
            data: {id: strokes, classes: [0, 1, 2, 3, 4, 5, 6, 7], limit: 640, validation: 0}
            training:
              epochs: 1
              batch: 32
              optimizer: {type: adam, learningRate: 0.005}
            """;
    private static final String TARGET = """
            name: target
            model:
              id: resnet20
              options: {depth: 8, width: 4}
              transfer:
                from: %s
                head: {dense: [6]}
                freeze: [base]
            data: {id: strokes, classes: [8, 9], limit: 100, validation: 0.2}
            training:
              epochs: 2
              batch: 16
              optimizer: {type: momentum, learningRate: 0.01}
              weightDecay: {value: 0.001, normAndBias: true}
            """;
    private static final String LATER = """
              layerRateDivisor: 2
              phases:
                - {epochs: 1, unfreezeFrom: stage3, learningRate: 0.005}
                - {epochs: 2, unfreezeFrom: base, schedule: {type: cosine}}
            """;

    @TempDir
    private static Path runs;

    private static String base;

    /** One for all: it keeps the images that it has read. */
    private static ExperimentRunner silent;

    private final StopSignal never = StopSignal.listen();

    @BeforeAll
    static void trainBase() {
        try (StopSignal never = StopSignal.listen()) {
            silent = runner(TrainingView.SILENT);
            base = silent.run(SpecReader.parse(BASE, "base.yaml", Map.of()), never)
                    .get(0)
                    .record()
                    .id();
        }
    }

    @AfterEach
    void stopListening() {
        never.close();
    }

    private static ExperimentRunner runner(TrainingView view) {
        return new ExperimentRunner(runs, new DataDirectory(runs.resolve("no-data")), "a test", view);
    }

    private Outcome run(String yaml, Map<String, String> set) {
        return silent.run(SpecReader.parse(yaml, "target.yaml", set), never).get(0);
    }

    private static Map<String, INDArray> model(Path run) throws IOException {
        return new TreeMap<>(
                ModelSerializer.restoreComputationGraph(run.resolve("model.zip").toFile())
                        .paramTable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "stock"})
    void whatIsFrozenStaysAsItIsBitForBit(String engine) throws IOException {
        Outcome outcome = run(TARGET.formatted(base), Map.of("engine", engine));
        assertThat(outcome.record().status()).isEqualTo(RunStatus.COMPLETED);
        Map<String, INDArray> before = model(runs.resolve(base));
        Map<String, INDArray> after = model(outcome.directory());
        assertThat(after).containsKeys("head.dense1_W", "head.logits_W", "stage1.block1.bn1_var");
        int frozen = 0;
        for (Map.Entry<String, INDArray> parameter : after.entrySet()) {
            if (!parameter.getKey().startsWith("head.")) {
                assertThat(ParametersDigest.of(parameter.getValue()))
                        .as(parameter.getKey())
                        .isEqualTo(ParametersDigest.of(before.get(parameter.getKey())));
                frozen++;
            }
        }
        assertThat(frozen).isEqualTo(7 + 4 * 7);
        assertThat(outcome.record().epochs().get(1).trainLoss())
                .isLessThan(outcome.record().epochs().get(0).trainLoss());
    }

    @Test
    void aStopBeforeTheBaseIsTrainedIsAStopOfTheBase(@TempDir Path empty) {
        String target = TARGET.formatted("quickstart")
                .replace("id: resnet20", "id: lenet5")
                .replace("options: {depth: 8, width: 4}", "");
        ExperimentRunner here = new ExperimentRunner(empty, new DataDirectory(empty), "a test", TrainingView.SILENT);
        try (StopSignal stop = StopSignal.listen()) {
            stop.request();
            List<Outcome> outcomes = here.run(SpecReader.parse(target, "target.yaml", Map.of()), stop);
            assertThat(outcomes).hasSize(1);
            assertThat(outcomes.get(0).record().experiment()).isEqualTo("quickstart");
            assertThat(outcomes.get(0).record().status()).isEqualTo(RunStatus.INTERRUPTED);
        }
    }

    @Test
    void phasesThawLayersAndBeginTheirOwnSchedules() throws IOException {
        RunRecord record = run(
                        TARGET.formatted(base) + LATER, Map.of("training.checkpoints", "{everyEpochs: 1, keep: 9}"))
                .record();
        assertThat(record.epochs()).hasSize(5);
        assertThat(record.epochs().stream().map(e -> e.learningRate()))
                .startsWith(0.01, 0.01, 0.005)
                .last()
                .satisfies(rate -> assertThat(rate).isLessThan(0.005));
        Path kept = runs.resolve(record.id()).resolve("checkpoints");
        Map<String, INDArray> first = new TreeMap<>(ModelSerializer.restoreComputationGraph(
                        kept.resolve("epoch-2.zip").toFile())
                .paramTable());
        Map<String, INDArray> second = new TreeMap<>(ModelSerializer.restoreComputationGraph(
                        kept.resolve("epoch-3.zip").toFile())
                .paramTable());
        Map<String, INDArray> last = new TreeMap<>(ModelSerializer.restoreComputationGraph(
                        kept.resolve("epoch-5.zip").toFile())
                .paramTable());
        assertThat(second.get("stage2.block1.conv1_W")).isEqualTo(first.get("stage2.block1.conv1_W"));
        assertThat(second.get("stage2.block1.bn1_mean")).isEqualTo(first.get("stage2.block1.bn1_mean"));
        assertThat(second.get("stage3.block1.conv1_W")).isNotEqualTo(first.get("stage3.block1.conv1_W"));
        assertThat(second.get("stage3.block1.bn1_mean")).isNotEqualTo(first.get("stage3.block1.bn1_mean"));
        assertThat(last.get("conv1_W")).isNotEqualTo(second.get("conv1_W"));
        assertThat(last.get("bn1_var")).isNotEqualTo(second.get("bn1_var"));
    }

    /** Stopped at a seam and behind one. */
    @ParameterizedTest
    @CsvSource({"2, 80", "4, 48"})
    void aRunThatWasStoppedInAnyPhaseEndsLikeOneThatWasNot(int epoch, long images) {
        String yaml = TARGET.formatted(base) + LATER;
        RunRecord whole = run(yaml, Map.of()).record();
        try (StopSignal stop = StopSignal.listen()) {
            Outcome stopped = runner(new StopsAt(epoch, images, stop))
                    .run(SpecReader.parse(yaml, "target.yaml", Map.of()), stop)
                    .get(0);
            assertThat(stopped.record().status()).isEqualTo(RunStatus.INTERRUPTED);
            RunRecord resumed =
                    silent.resume(RunDirectory.open(stopped.directory()), never).record();
            assertThat(resumed.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(resumed.parametersSha256()).isPresent().isEqualTo(whole.parametersSha256());
            assertThat(resumed.bestParametersSha256()).isEqualTo(whole.bestParametersSha256());
        }
    }

    /** Stopped while its base was trained, an experiment goes on with that base. */
    @Test
    void aBaseThatWasStoppedGoesOn(@TempDir Path fresh) {
        SpecReader.Located target = SpecReader.parse("""
                name: target
                model: {id: lenet5, transfer: {from: quickstart, freeze: [base]}}
                data: {id: strokes, limit: 100, validation: 0.2}
                training: {epochs: 1, batch: 16, optimizer: {type: momentum, learningRate: 0.01}}
                """, "target.yaml", Map.of());
        DataDirectory none = new DataDirectory(fresh.resolve("no-data"));
        try (StopSignal stop = StopSignal.listen()) {
            List<Outcome> stopped =
                    new ExperimentRunner(fresh, none, "a test", new StopsAt(2, 640, stop)).runOrGoOn(target, stop);
            assertThat(stopped).singleElement().satisfies(o -> {
                assertThat(o.record().experiment()).isEqualTo("quickstart");
                assertThat(o.record().status()).isEqualTo(RunStatus.INTERRUPTED);
            });
        }
        Outcome done = new ExperimentRunner(fresh, none, "a test", TrainingView.SILENT)
                .runOrGoOn(target, never)
                .get(0);
        assertThat(done.record().status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(RunDirectory.list(fresh).stream().map(d -> d.read().experiment()))
                .as("one base, not two")
                .containsExactlyInAnyOrder("quickstart", "target");
    }

    /** A user who loses patience when so many images of an epoch have been seen. */
    private record StopsAt(int epoch, long images, StopSignal stop, int[] now) implements TrainingView {
        StopsAt(int epoch, long images, StopSignal stop) {
            this(epoch, images, stop, new int[1]);
        }

        @Override
        public void epochStarted(int number, int of, long total, long done) {
            now[0] = number;
        }

        @Override
        public void trained(long done, double loss, double accuracy, double imagesPerSecond) {
            if (now[0] == epoch && done >= images) {
                stop.request();
            }
        }
    }

    @Test
    void theNetworkAnswersWithTheNamesOfItsClasses() {
        Outcome outcome =
                run(TARGET.formatted(base), Map.of("model.transfer.head.sigmoid", "true", "training.epochs", "30"));
        TrainedModel model = TrainedModel.open(RunDirectory.open(outcome.directory()));
        assertThat(model.classes()).containsExactly("8", "9");
        assertThat(model.network().classes()).isEqualTo(1);
        assertThat(model.logits(Nd4j.rand(3, 1, 28, 28)).shape()).containsExactly(3, 2);
        assertThat(outcome.record().test().orElseThrow().top1()).isGreaterThan(60);
        assertThat(outcome.record().test().orElseThrow().perClass()).hasSize(2);
    }

    /** Heads that learn from the images and from features that were computed once end alike. */
    @ParameterizedTest
    @CsvSource({"fast, 0, natural", "fast, 0.4, balanced", "stock, 0, natural"})
    void cachedFeaturesGiveTheSameHead(String engine, String dropout, String sampling) throws IOException {
        Map<String, String> plain = Map.of(
                "engine",
                engine,
                "model.transfer.head.dropout",
                dropout,
                "data.sampling",
                sampling,
                "training.classWeights",
                sampling.equals("balanced") ? "{8: 3}" : "none");
        Map<String, String> set = new TreeMap<>(plain);
        set.put("model.transfer.cacheFeatures", "{}");
        Outcome without = run(TARGET.formatted(base), plain);
        Outcome with = run(TARGET.formatted(base), set);
        Map<String, INDArray> expected = model(without.directory());
        Map<String, INDArray> actual = model(with.directory());
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach((name, values) -> assertThat(values.equalsWithEps(expected.get(name), 1e-4))
                .as(name)
                .isTrue());
        assertThat(with.record().test().orElseThrow().top1())
                .isEqualTo(without.record().test().orElseThrow().top1());
        assertThat(with.record().model()).isEqualTo(without.record().model());
    }

    @Test
    void featuresAreFoundAgainAndAugmentedCopiesAreOthers() throws IOException {
        Path features = runs.resolve("features");
        Map<String, String> set = Map.of("model.transfer.cacheFeatures", "{}", "model.transfer.head.dense", "[3]");
        RunRecord first = run(TARGET.formatted(base), set).record();
        long files = count(features);
        RunRecord second = run(TARGET.formatted(base), set).record();
        assertThat(count(features)).isEqualTo(files);
        assertThat(second.parametersSha256()).isPresent().isEqualTo(first.parametersSha256());
        RunRecord copies = run(
                        TARGET.formatted(base),
                        Map.of("model.transfer.cacheFeatures", "{copies: 2}", "data.augment", "mnist"))
                .record();
        assertThat(copies.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(count(features))
                .as("two copies; validation images are as before")
                .isEqualTo(files + 2);
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.transfer.freeze=[stage4] | model.transfer.freeze: resnet20 has no layer with parameters and no stage 'stage4'; did you mean stage1",
                "model.transfer.freeze=[base, head] | at least one layer must learn, but all 16 are frozen; leave one out",
                "model.transfer.head.at=stage3.block1.ad | resnet20 has no layer 'stage3.block1.ad'; did you mean stage3.block1.add",
                "data.classes=[3, 12] | A class of strokes must be from 0 to 9, got 12.",
                "data.classes=[3, three] | strokes has no class 'three'; it has 0, 1, 2",
                "model.options.width=6 | do not fit resnet20: the networks must be of one architecture, but the parameter",
                "data.augment=mnist;model.transfer.cacheFeatures={} | which changes them at random; ask for some copies, for example copies: 4",
                "model.transfer.freeze=[stage1];model.transfer.cacheFeatures={} | but conv1 learns; add it to model.transfer.freeze",
                "model.transfer.from=pretrained=nobody | published weights of resnet20 must be one of cifar10, akamaster, but got 'nobody'",
                "model.transfer.from=pretrained | target.yaml:4: weights of resnet20-cifar10-short.safetensors are for resnet20 with depth=20, but got 8; set",
                "model.transfer.from=nothing.h5 | but there is no 'nothing.h5'; put the file into",
            })
    void whatDoesNotFitIsSaidInOneLine(String set, String message) {
        Map<String, String> sets = new TreeMap<>();
        for (String one : set.split(";", -1)) {
            sets.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
        }
        assertThatThrownBy(() -> run(TARGET.formatted(base), sets))
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void weightsOfAnotherNetworkAreRefused() {
        assertThatThrownBy(() -> run(TARGET.formatted(base), Map.of("model.id", "resnet32")))
                .hasMessageContaining("model.transfer.from: weights must be of the same network, resnet32, but " + base
                        + " is a resnet20; name another run, or set model.id to resnet20");
    }

    @Test
    void sigmoidIsForTwoClasses() {
        assertThatThrownBy(() -> run(
                        TARGET.formatted(base),
                        Map.of("model.transfer.head.sigmoid", "true", "data.classes", "[1, 2, 3]")))
                .hasMessageContaining(
                        "model.transfer.head.sigmoid is for two classes, but strokes has 3; leave it out");
    }

    @Test
    void theBaseIsKeptInTheRecord() throws IOException {
        Outcome outcome = run(TARGET.formatted(base), Map.of("training.epochs", "1"));
        assertThat(Files.readString(outcome.directory().resolve("base.json")))
                .contains(base, "sha256", "normalisation");
    }
}
