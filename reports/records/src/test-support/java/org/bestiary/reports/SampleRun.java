package org.bestiary.reports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.bestiary.reports.compare.ComparedRun;
import org.bestiary.reports.evaluation.Calibration;
import org.bestiary.reports.evaluation.ConfusionMatrix;
import org.bestiary.reports.run.Answers;
import org.bestiary.reports.run.BestEpoch;
import org.bestiary.reports.run.DatasetSummary;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.InputSummary;
import org.bestiary.reports.run.LayerSummary;
import org.bestiary.reports.run.ModelSummary;
import org.bestiary.reports.run.Prediction;
import org.bestiary.reports.run.Predictions;
import org.bestiary.reports.run.Provenance;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.run.TestEvaluation;

/** Runs made up for tests; always the same for the same arguments. */
public final class SampleRun {
    public static final List<String> DIGITS =
            IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    private SampleRun() {}

    /** A completed run of LeNet-5 on ten digits. */
    public static RunRecord completed() {
        return completed("lenet5-strokes-s1", DIGITS, 8, 1);
    }

    /** A completed run on classes of these names. */
    public static RunRecord completed(String id, List<String> classNames, int epochs, long seed) {
        Random random = new Random(seed);
        List<EpochMetrics> metrics = new ArrayList<>();
        double best = 0;
        int bestEpoch = 1;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double loss = 0.9 * Math.exp(-0.55 * epoch) + 0.02 + 0.004 * random.nextDouble();
            double validation = 99.1 - 22 * Math.exp(-0.8 * epoch) + 0.3 * random.nextDouble();
            if (validation > best) {
                best = validation;
                bestEpoch = epoch;
            }
            metrics.add(new EpochMetrics(
                    epoch,
                    844,
                    0.001 * Math.pow(0.9, epoch),
                    loss,
                    OptionalDouble.of(99.6 - 26 * Math.exp(-0.7 * epoch)),
                    OptionalDouble.of(loss + 0.015 + 0.01 * random.nextDouble()),
                    OptionalDouble.of(validation),
                    4.2 + random.nextDouble(),
                    13_000 + 400 * random.nextDouble()));
        }
        ConfusionMatrix matrix = new ConfusionMatrix(classNames.size());
        for (int i = 0; i < 10_000; i++) {
            int label = i % classNames.size();
            boolean wrong = random.nextDouble() < 0.013;
            matrix.add(label, wrong ? random.nextInt(classNames.size()) : label);
        }
        return started(id, classNames, seed)
                .withEpochs(metrics, Optional.of(new BestEpoch(bestEpoch, OptionalDouble.of(best), BestEpoch.By.ACCURACY)))
                .withTest(TestEvaluation.of(matrix, 0.0437, classNames)
                        .withProbabilities(OptionalDouble.of(99.97), calibration(random))
                        .onImages(DIGEST))
                .withParameters(Optional.of(DIGEST), Optional.of(DIGEST))
                .withStatus(RunStatus.COMPLETED, Optional.empty());
    }

    private static Calibration calibration(Random random) {
        Calibration.Tally tally = new Calibration.Tally();
        for (int i = 0; i < 10_000; i++) {
            double sure = 1 - Math.pow(random.nextDouble(), 9) * 0.7;
            tally.add(sure, random.nextDouble() < sure - 0.01);
        }
        return tally.result();
    }

    /** A run whose loss became NaN in its third epoch. */
    public static RunRecord diverged() {
        return started("lenet5-diverged-s1", DIGITS, 1)
                .withEpochs(
                        List.of(
                                epoch(1, 2.31, 2.4),
                                epoch(2, 48.7, Double.POSITIVE_INFINITY),
                                epoch(3, Double.NaN, Double.NaN)),
                        Optional.of(new BestEpoch(1, OptionalDouble.of(11.5), BestEpoch.By.ACCURACY)))
                .withStatus(RunStatus.DIVERGED, Optional.of("the loss was NaN at step 1203 (epoch 3)"));
    }

    /** A run with every kind of field in it, and no number that a mathematics library might round otherwise. */
    public static RunRecord golden() {
        Calibration.Tally tally = new Calibration.Tally();
        for (int i = 0; i < 64; i++) {
            tally.add(i / 64.0, i % 2 == 0);
        }
        TestEvaluation test = goldenTest().withProbabilities(OptionalDouble.of(99.5), tally.result());
        return diverged()
                .withInput(new InputSummary(
                        "1x28x28", "resize-32-crop", "bilinear", "grey", List.of(0.125), List.of(0.25), "java"))
                .withTest(test.onImages(DIGEST))
                .withParameters(Optional.empty(), Optional.of(DIGEST));
    }

    /** The same run as programs wrote it that did not record how images are prepared. */
    public static RunRecord goldenWithoutInput() {
        RunRecord run = golden();
        return diverged().withTest(run.test().orElseThrow()).withParameters(Optional.empty(), Optional.of(DIGEST));
    }

    /** The same run as a program of layout 1 wrote it: what came later is empty. */
    public static RunRecord goldenOfLayout1() {
        RunRecord run = golden();
        return new RunRecord(
                run.schema(),
                run.id(),
                run.experiment(),
                run.status(),
                run.statusDetail(),
                run.seed(),
                run.spec(),
                run.specHash(),
                lenet(10, OptionalLong.empty(), Optional.empty()),
                run.dataset(),
                Optional.empty(),
                provenance(run.seed(), OptionalLong.empty(), OptionalDouble.empty()),
                run.epochs(),
                run.best(),
                Optional.of(goldenTest()),
                run.parametersSha256(),
                run.bestParametersSha256());
    }

    private static TestEvaluation goldenTest() {
        ConfusionMatrix matrix = new ConfusionMatrix(DIGITS.size());
        for (int i = 0; i < 100; i++) {
            matrix.add(i % 9, i % 11 == 0 ? 4 : i % 9);
        }
        return TestEvaluation.of(matrix, Double.NaN, DIGITS);
    }

    private static EpochMetrics epoch(int number, double loss, double validationLoss) {
        return new EpochMetrics(
                number,
                500,
                10,
                loss,
                OptionalDouble.of(11.2),
                OptionalDouble.of(validationLoss),
                OptionalDouble.of(11.5),
                4,
                12_000);
    }

    /** A run that has only just begun. */
    public static RunRecord started(String id, List<String> classNames, long seed) {
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        spec.put("name", "lenet5-strokes").put("model", "lenet5").put("dataset", "strokes");
        spec.putObject("training").put("epochs", 8).put("batch", 64).put("learningRate", 0.001);
        spec.putArray("seeds").add(1).add(2).add(3);
        return RunRecord.started(
                id,
                "lenet5-strokes",
                seed,
                spec,
                lenet(classNames.size(), OptionalLong.of(44_056), Optional.of(1998)),
                new DatasetSummary("strokes", "Strokes", DIGEST, "1x28x28", classNames, 54_000, 6_000, 10_000),
                provenance(seed, OptionalLong.of(812), OptionalDouble.of(48_211.5)));
    }

    private static ModelSummary lenet(int classes, OptionalLong activationBytes, Optional<Integer> year) {
        return new ModelSummary(
                "lenet5",
                "LeNet-5",
                "lenet",
                "fast",
                "1x28x28",
                classes,
                61_706,
                61_706,
                416_520,
                32,
                List.of(
                        new LayerSummary("conv1", "Convolution 5x5", "6x28x28", 156, 117_600, 5),
                        new LayerSummary("pool1", "Average pooling 2x2", "6x14x14", 0, 0, 6),
                        new LayerSummary("conv2", "Convolution 5x5", "16x10x10", 2_416, 240_000, 14),
                        new LayerSummary("pool2", "Average pooling 2x2", "16x5x5", 0, 0, 16),
                        new LayerSummary("fc1", "Dense", "120", 48_120, 48_000, 0),
                        new LayerSummary("fc2", "Dense", "84", 10_164, 10_080, 0),
                        new LayerSummary("output", "Softmax output", "10", 850, 840, 0)),
                activationBytes,
                year);
    }

    private static Provenance provenance(long seed, OptionalLong peakMemoryMiB, OptionalDouble testImagesPerSecond) {
        return new Provenance(
                "0.1.0",
                "5f3c2a9d1be04c7a8e6f0b1d2c3e4f5a6b7c8d9e",
                "./bestiary run quickstart --set seeds=[" + seed + "]",
                "OpenJDK 17.0.15, Debian",
                "Linux 6.1 amd64",
                "AMD EPYC 7763 64-Core Processor",
                24_576,
                "nd4j-native",
                "fast",
                2,
                Map.of("dl4j", "1.0.0-M2.1", "nd4j", "1.0.0-M2.1", "onednn", "2.5.2"),
                Map.of("init", 7640891576956012808L + seed, "shuffle", -4354685564936845354L, "augment", 3L),
                Instant.parse("2026-03-14T09:26:53Z"),
                Optional.of(Instant.parse("2026-03-14T09:27:41Z")),
                48.3,
                41.9,
                peakMemoryMiB,
                testImagesPerSecond);
    }

    /**
     * A completed run on a hundred test images, the first {@code right} of which it got right.
     *
     * @param title of its network, which decides with the learning rate which entry of a comparison it belongs to
     */
    public static ComparedRun compared(
            String id, String title, long parameters, long seed, int right, double learningRate) {
        RunRecord run = completed(id, DIGITS, 4, seed);
        ModelSummary model = run.model();
        String modelId = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        ObjectNode spec = run.spec().deepCopy();
        spec.put("model", modelId).withObject("/training").put("learningRate", learningRate);
        int[] labels = IntStream.range(0, 100).map(i -> i % 10).toArray();
        int[] said = IntStream.range(0, 100)
                .map(i -> i < right ? labels[i] : (labels[i] + 1) % 10)
                .toArray();
        ConfusionMatrix matrix = new ConfusionMatrix(10);
        IntStream.range(0, 100).forEach(i -> matrix.add(labels[i], said[i]));
        ModelSummary network = new ModelSummary(
                modelId,
                title,
                "family " + modelId.charAt(0),
                model.engine(),
                model.input(),
                model.classes(),
                parameters,
                parameters,
                parameters * 7,
                model.receptiveField(),
                model.layers(),
                model.activationBytes(),
                model.year());
        RunRecord record = RunRecord.started(id, run.experiment(), seed, spec, network, run.dataset(), run.provenance())
                .withEpochs(List.of(epoch(1, 1.5, 1.25), epoch(2, 0.5, 0.75)), run.best())
                .withTest(TestEvaluation.of(matrix, 0.25, DIGITS)
                        .withProbabilities(OptionalDouble.of(99), new Calibration.Tally().result())
                        .onImages(DIGEST))
                .withStatus(RunStatus.COMPLETED, Optional.empty());
        return new ComparedRun(
                record, Optional.of(new Answers(labels, said, new float[100], new float[100])), Optional.empty());
    }

    /** A run as one fold of a cross-validation; it validates one point better than it tests. */
    public static ComparedRun fold(ComparedRun run, int fold, int folds) {
        RunRecord r = run.record();
        ObjectNode spec = r.spec().deepCopy();
        spec.withObject("/data/validation").put("folds", folds).put("fold", fold);
        RunRecord record = RunRecord.started(
                        r.id(), r.experiment(), r.seed(), spec, r.model(), r.dataset(), r.provenance())
                .withEpochs(
                        r.epochs(),
                        Optional.of(new BestEpoch(
                                2, OptionalDouble.of(r.test().orElseThrow().top1() + 1), BestEpoch.By.ACCURACY)))
                .withTest(r.test().orElseThrow())
                .withStatus(RunStatus.COMPLETED, Optional.empty());
        return new ComparedRun(record, run.answers(), run.report());
    }

    /** Images of small rings and bars, some of them mistakes. */
    public static Predictions predictions(int classes, int channels, int side) {
        List<Prediction> worst = new ArrayList<>();
        List<Prediction> random = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            worst.add(prediction(37L * i + 5, i % classes, (i + 3) % classes, 0.998 - 0.013 * i, channels, side));
            random.add(prediction(91L * i + 2, i % classes, i % classes, 0.9999 - 0.004 * i, channels, side));
        }
        return new Predictions(worst, random, worst.subList(0, 6));
    }

    private static Prediction prediction(
            long index, int label, int predicted, double probability, int channels, int side) {
        byte[] pixels = new byte[side * side * channels];
        double centre = (side - 1) / 2.0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double radius = Math.hypot((x - centre) * (1 + 0.08 * label), y - centre);
                double ink = Math.exp(-Math.pow((radius - side * (0.2 + 0.02 * (index % 7))) / (side * 0.06), 2));
                for (int c = 0; c < channels; c++) {
                    pixels[(y * side + x) * channels + c] =
                            (byte) Math.round(255 * ink * (channels == 1 ? 1 : (1 - 0.3 * ((c + label) % 3))));
                }
            }
        }
        double own = label == predicted ? probability : (1 - probability) * 0.7;
        return new Prediction(index, label, predicted, probability, own, channels, side, side, pixels);
    }
}
