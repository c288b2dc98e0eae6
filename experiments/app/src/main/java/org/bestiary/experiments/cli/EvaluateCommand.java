package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.augment.TestTime;
import org.bestiary.experiments.config.Names;
import org.bestiary.experiments.train.Evaluation;
import org.bestiary.experiments.train.WeightsEvaluation;
import org.bestiary.reports.evaluation.Calibration;
import org.bestiary.reports.evaluation.ClassMetrics;
import org.bestiary.reports.run.TestEvaluation;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate --run ID} and {@code evaluate --model ID --weights F|--pretrained}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Evaluates the best network of a run on any split, or on another data set with the same image size (a folder's"
                    + " images are brought to it); the run is left as it is.",
            "Or evaluates weights without a run, from a file or published ones: they are as for 'predict', and images are prepared as these"
                    + " weights ask for unless options say otherwise.",
            "Classes are matched by name: those that the data set lacks are left out, and one that the network does not know"
                    + " is refused."
        },
        footer = {
            "",
            "With --tta the probabilities of several views of each image are averaged: flip takes the image and its mirror"
                    + " image, five-crop enlarges it by a seventh and takes the corners and the middle, ten-crop their mirror images too.",
            "",
            "Examples:",
            "  bestiary evaluate --run quickstart-20260101-120000-s1",
            "  bestiary evaluate --run resnet20-s1 --split validation --json",
            "  bestiary evaluate --run resnet20-s1 --tta ten-crop",
            "  bestiary evaluate --run lenet5-mnist-s1 --data strokes",
            "  bestiary evaluate --run my-photos-s1 --data 'image-folder:other photos'",
            "  bestiary evaluate --model resnet56 --pretrained --data cifar-10",
            "  bestiary evaluate --model resnet56 --weights resnet56-4bfd9763.th --data cifar-10",
            "  bestiary evaluate --model resnet50 --weights resnet50.pth --data image-folder:imagenet/val --limit 5000"
        })
final class EvaluateCommand implements Callable<Integer>, NeedsNativeCode {
    @ArgGroup(multiplicity = "1")
    private Source source;

    /** Where the network comes from. */
    private static final class Source {
        @Option(
                names = "--run",
                paramLabel = "ID",
                required = true,
                description = "Whose best network: a run's id or its beginning, 'latest', or an experiment.")
        private String run;

        @ArgGroup(exclusive = false)
        private WeightsFile file;
    }

    @ArgGroup(
            exclusive = false,
            heading = "How images become the input of weights (default: as they were published):%n")
    private PreparationOptions preparation = new PreparationOptions();

    @Option(
            names = "--synsets",
            paramLabel = "FILE",
            description =
                    "Which ImageNet class a folder such as n01440764 is: a list in the order of the classes, such as"
                            + " synset_words.txt; not needed where all 1000 are there.")
    private Optional<Path> synsets = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "With --weights, at most so many images, drawn within each class; the same each time.")
    private Optional<Integer> limit = Optional.empty();

    @Option(
            names = "--split",
            paramLabel = "train|validation|test",
            defaultValue = "test",
            description = "On which images (default: ${DEFAULT-VALUE}).")
    private String split;

    @Option(names = "--data", paramLabel = "ID", description = "Another data set, see 'datasets'.")
    private Optional<String> data = Optional.empty();

    @Option(
            names = "--tta",
            paramLabel = "none|flip|five-crop|ten-crop",
            defaultValue = "none",
            description = "Views of each image that are averaged (default: ${DEFAULT-VALUE}).")
    private String views;

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Places.Data dataDirectory;

    @Mixin
    private Output output;

    /** The document of {@code --json}; the components are its fields. */
    record Document(
            String id,
            String data,
            Optional<String> input,
            String dataSha256,
            String split,
            String tta,
            long examples,
            long images,
            double accuracy,
            double accuracyLow,
            double accuracyHigh,
            OptionalDouble top5,
            double loss,
            OptionalDouble macroF1,
            OptionalDouble calibrationError,
            double imagesPerSecond,
            List<ClassMetrics> perClass,
            List<List<Integer>> confusion,
            Optional<Calibration> calibration) {}

    @Override
    public Integer call() {
        Split on = choice("--split", split, Split.values());
        TestTime tta = choice("--tta", views, TestTime.values());
        Optional<WeightsInput> weights = Optional.ofNullable(source.file).map(this::weights);
        Evaluation.Result result = weights.isPresent() ? ofWeights(weights.get(), on, tta) : ofRun(on, tta);
        TestEvaluation t = result.evaluation();
        if (output.json()) {
            output.print(new Document(
                    result.run(),
                    result.data(),
                    weights.map(WeightsInput::words),
                    t.dataSha256().orElse(""),
                    name(on),
                    name(tta),
                    t.examples(),
                    t.examples(),
                    t.top1(),
                    t.top1Low(),
                    t.top1High(),
                    t.top5(),
                    t.loss(),
                    t.macroF1(),
                    t.calibration().stream()
                            .mapToDouble(Calibration::expectedError)
                            .findFirst(),
                    result.imagesPerSecond(),
                    t.perClass(),
                    t.confusion(),
                    t.calibration()));
        } else {
            print(result, on, t);
            weights.ifPresent(w -> output.out().println("  input: " + w.words()));
            printClasses(weights.isPresent() ? looked(t) : t.perClass());
        }
        return 0;
    }

    /** Without the classes of which there is no image: ImageNet's thousand in a folder of ten. */
    private static List<ClassMetrics> looked(TestEvaluation t) {
        return t.perClass().stream().filter(c -> c.support() > 0).toList();
    }

    private Evaluation.Result ofRun(Split on, TestTime tta) {
        if (limit.isPresent() || preparation.given() || synsets.isPresent()) {
            throw new BadInput("--limit, --synsets and the preparation of images are for --model with --weights; a run"
                    + " prepares images as in its training");
        }
        return Evaluation.of(runs.find(source.run), dataDirectory.directory(), data, on, tta, output.err()::println);
    }

    private WeightsInput weights(WeightsFile file) {
        return preparation.input(file, Places.weightsIn(dataDirectory.directory()), output.err());
    }

    private Evaluation.Result ofWeights(WeightsInput weights, Split on, TestTime tta) {
        if (tta != TestTime.NONE) {
            throw new BadInput("--tta is for --run; with --weights each image is looked at once");
        }
        if (limit.filter(n -> n < 1).isPresent()) {
            throw new BadInput("--limit must be at least 1, but got " + limit.get());
        }
        String of = data.orElseThrow(() -> new BadInput("weights come without a data set: name one with --data"));
        OptionalInt most = limit.map(OptionalInt::of).orElse(OptionalInt.empty());
        return new WeightsEvaluation(
                        weights.name(),
                        weights.net(),
                        weights.input(),
                        synsets.map(SynsetList::read).orElse(List.of()))
                .of(dataDirectory.directory(), of, on, most, output.err()::println);
    }

    private static <E extends Enum<E>> E choice(String option, String given, E[] values) {
        List<String> names = Arrays.stream(values).map(EvaluateCommand::name).toList();
        int at = names.indexOf(given.toLowerCase(Locale.ROOT));
        if (at < 0) {
            throw new BadInput(option + " must be one of " + String.join(", ", names) + ", but got '" + given + "'"
                    + Names.hint(given, names));
        }
        return values[at];
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void print(Evaluation.Result result, Split on, TestEvaluation t) {
        PrintWriter out = output.out();
        out.printf(
                Locale.ROOT,
                "%s on %s (%s, %,d images)%n  accuracy %.2f%% (95%% interval %.2f%% to %.2f%%)%n",
                result.run(),
                result.data(),
                name(on),
                t.examples(),
                t.top1(),
                t.top1Low(),
                t.top1High());
        t.top5().ifPresent(v -> out.printf(Locale.ROOT, "  top-5 %.2f%%%n", v));
        out.printf(Locale.ROOT, "  loss %.4f%n", t.loss());
        t.macroF1().ifPresent(v -> out.printf(Locale.ROOT, "  mean F1 %.2f%%%n", v));
        t.calibration()
                .ifPresent(c -> out.printf(Locale.ROOT, "  expected calibration error %.2f%%%n", c.expectedError()));
        out.printf(Locale.ROOT, "  %,.0f images/s%n", result.imagesPerSecond());
    }

    private void printClasses(List<ClassMetrics> classes) {
        Table.of(
                        Column.left("class", ClassMetrics::name),
                        Column.figure("precision", "%.2f", ClassMetrics::precision),
                        Column.figure("recall", "%.2f", ClassMetrics::recall),
                        Column.figure("F1", "%.2f", ClassMetrics::f1),
                        Column.right("images", ClassMetrics::support))
                .print(classes, output.out());
    }
}
