package org.bestiary.experiments.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bestiary.common.image.ImageException;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.experiments.predict.Answer;
import org.bestiary.experiments.predict.Guess;
import org.bestiary.experiments.predict.PictureFiles;
import org.bestiary.experiments.predict.Predictor;
import org.bestiary.experiments.train.TrainedModel;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.weights.NpyFile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code predict}. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = {
            "Says what is on images: with published weights, with weights from a file, or with the network of a run.",
            "Weights are safetensors or files of torch.save (.pth, .pt, .th) with torchvision's names, Keras HDF5 with"
                    + " keras-applications' names, ONNX models, or what 'export' has written."
        },
        footer = {
            "",
            "Examples:",
            "  bestiary predict --model resnet50 --pretrained --input cat.jpg",
            "  bestiary predict --model resnet50 --weights resnet50.safetensors --input cat.jpg",
            "  bestiary predict --model vgg16 --weights vgg16.h5 --input X.npy --logits Y.npy",
            "  bestiary predict --run latest photos --skip-bad --sheet answers.html",
            "  bestiary predict --model resnet50 --pretrained 'photos/**.jpg' --top 1 --csv",
            "  find . -name '*.jpg' | bestiary predict --run quickstart - --threshold 0.5",
            "  bestiary predict --run quickstart-20260101-120000-s1 --input seven.png --json"
        })
final class PredictCommand implements Callable<Integer>, NeedsNativeCode {
    private static final Table<Row> CSV = Table.of(
            Column.left("input", Row::input),
            Column.right("rank", Row::rank),
            Column.left("class", Row::label),
            Column.figure("probability", "%.6f", Row::probability));

    @ArgGroup(multiplicity = "1")
    private Source source;

    @ParentCommand
    private Bestiary program;

    /** One class of one picture, or a picture without any that is likely enough. */
    private record Row(String input, Optional<Integer> rank, Optional<String> label, OptionalDouble probability) {
        static Stream<Row> of(Answer answer) {
            if (answer.top().isEmpty()) {
                return Stream.of(new Row(answer.input(), Optional.empty(), Optional.empty(), OptionalDouble.empty()));
            }
            return IntStream.range(0, answer.top().size()).mapToObj(i -> {
                Guess g = answer.top().get(i);
                return new Row(
                        answer.input(), Optional.of(i + 1), Optional.of(g.label()), OptionalDouble.of(g.probability()));
            });
        }
    }

    /** Where the network comes from. */
    private static final class Source {
        @ArgGroup(exclusive = false)
        private WeightsOrigin file;

        @Option(
                names = "--run",
                paramLabel = "ID",
                required = true,
                description = "The best network of this run: an id or its beginning, 'latest', or an experiment.")
        private String run;
    }

    @Parameters(arity = "0..*", paramLabel = "PICTURE", description = "As --input.")
    private List<String> pictures = new ArrayList<>();

    @Option(
            names = "--input",
            paramLabel = "X.npy|IMAGE|FOLDER|GLOB|-",
            arity = "1..*",
            description = {
                "Images, folders of images, patterns such as 'photos/**.jpg', - for a list of files on standard input, or"
                        + " an array N x C x H x W of 32-bit floats that is used as it is.",
                "Images are prepared as those that the network was trained on."
            })
    private List<String> inputs = new ArrayList<>();

    @Option(names = "--logits", paramLabel = "Y.npy", description = "Write the scores before softmax, N x classes.")
    private Path logitsFile;

    @Option(
            names = "--skip-bad",
            description = {
                "Leave out images that cannot be decoded, and name them, instead of stopping at the first;",
                "so with a run that did in training."
            })
    private boolean skipBad;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many classes are shown (default: ${DEFAULT-VALUE}).")
    private int top;

    @Option(
            names = "--threshold",
            paramLabel = "P",
            defaultValue = "0",
            description = "Show only classes with at least this probability, from 0 to 1.")
    private double threshold;

    @Option(names = "--csv", description = "Print a row for each picture and class instead of text.")
    private boolean csv;

    @Option(names = "--sheet", paramLabel = "F.html", description = "Write a page with every picture and its classes.")
    private Optional<Path> sheet = Optional.empty();

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Places.DataFolder data;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        check();
        List<Path> files = PictureFiles.named(
                Stream.concat(inputs.stream(), pictures.stream()).toList(), PredictCommand::standardInput);
        Map<Path, NpyFile> arrays = new LinkedHashMap<>();
        files.stream().filter(PictureFiles::isArray).forEach(f -> arrays.put(f, NpyFile.read(f)));
        Predictor net = source.run == null ? fromFile(source.file, arrays) : fromRun(source.run);
        List<Answer> answers = new ArrayList<>();
        List<float[]> scores = new ArrayList<>();
        List<Path> images = files.stream().filter(f -> !PictureFiles.isArray(f)).toList();
        long began = System.nanoTime();
        List<Optional<float[]>> read = net.scores(images, bad());
        double seconds = (System.nanoTime() - began) / 1e9;
        Iterator<Optional<float[]>> rows = read.iterator();
        for (Path file : files) {
            float[][] here = PictureFiles.isArray(file)
                    ? scores(net, arrays.get(file))
                    : rows.next().map(row -> new float[][] {row}).orElse(new float[0][]);
            for (int n = 0; n < here.length; n++) {
                answers.add(new Answer(file + (here.length == 1 ? "" : "[" + n + "]"), guesses(net, here[n])));
                scores.add(here[n]);
            }
        }
        if (answers.isEmpty()) {
            throw new BadInput("at least one image must be sound, but none of " + files.size() + " could be read");
        }
        if (logitsFile != null) {
            write(scores);
        }
        print(answers);
        if (images.size() > 1) {
            output.err().printf(Locale.ROOT, "%,d images, %,.1f images/s%n", images.size(), images.size() / seconds);
        }
        if (sheet.isPresent()) {
            int drawn = PredictionSheet.write(answers, named(), program.commandLine(), sheet.get(), output.err());
            output.err().println(sheet.get() + ": " + drawn + (drawn == 1 ? " picture" : " pictures"));
        }
        return 0;
    }

    private void check() {
        if (top < 1) {
            throw new BadInput("--top must be at least 1, but got " + top);
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new BadInput("--threshold must be from 0 to 1, but got " + threshold);
        }
        if (csv && output.json()) {
            throw new BadInput("answers can be printed with --csv or with --json, but got both");
        }
        if (inputs.isEmpty() && pictures.isEmpty()) {
            throw new BadInput(
                    "predict needs pictures, but got none; name files, folders or patterns, or - for a list");
        }
    }

    /** The lines of standard input. */
    static List<String> standardInput() {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                .lines()
                .toList();
    }

    private List<Guess> guesses(Predictor net, float[] scores) {
        return net.guesses(scores, top).stream()
                .filter(g -> g.probability() >= threshold)
                .toList();
    }

    /** Who was asked, for people. */
    private String named() {
        return source.run == null ? source.file.name() : "run " + source.run;
    }

    /** Who is told of images that cannot be decoded; nobody where the first one ends the work. */
    private Optional<Consumer<ImageException>> bad() {
        return skipBad ? Optional.of(e -> output.err().println("left out: " + e.getMessage())) : Optional.empty();
    }

    private Predictor fromFile(WeightsOrigin from, Map<Path, NpyFile> arrays) {
        Optional<Shape> input =
                arrays.values().stream().map(PredictCommand::image).findFirst();
        return Predictor.of(from.open(data.weights(), output.err(), input));
    }

    private Predictor fromRun(String id) {
        TrainedModel net = TrainedModel.open(runs.find(id));
        skipBad |= net.skipsBad();
        return Predictor.of(net);
    }

    /** Shape of one image of an array N x C x H x W. */
    private static Shape image(NpyFile array) {
        if (array.shape().length != 4 || array.shape()[0] < 1) {
            throw new BadInput("an input array must be N x C x H x W with at least one image, but got "
                    + Arrays.toString(array.shape()));
        }
        return Shape.map((int) array.shape()[1], (int) array.shape()[2], (int) array.shape()[3]);
    }

    private static float[][] scores(Predictor net, NpyFile array) {
        return net.scores(array.values(), (int) array.shape()[0], image(array));
    }

    private void write(List<float[]> scores) {
        int classes = scores.get(0).length;
        float[] all = new float[scores.size() * classes];
        for (int i = 0; i < scores.size(); i++) {
            System.arraycopy(scores.get(i), 0, all, i * classes, classes);
        }
        new NpyFile(new long[] {scores.size(), classes}, all).write(logitsFile);
    }

    private void print(List<Answer> answers) {
        if (output.json()) {
            output.print(answers);
            return;
        }
        if (csv) {
            PrintWriter out = output.out();
            out.print(CSV.csv(answers.stream().flatMap(Row::of).toList(), System.lineSeparator()));
            out.flush();
            return;
        }
        for (Answer a : answers) {
            output.out().println(a.input());
            if (a.top().isEmpty()) {
                output.out().println("  nothing above the threshold");
            }
            a.top().forEach(g -> output.out().printf(Locale.ROOT, "  %6.2f%%  %s%n", 100 * g.probability(), g.label()));
        }
    }
}
