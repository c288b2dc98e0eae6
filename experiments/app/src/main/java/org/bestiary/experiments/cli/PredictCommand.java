package org.bestiary.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.bestiary.common.image.ImageException;
import org.bestiary.experiments.predict.Answer;
import org.bestiary.experiments.predict.PictureFiles;
import org.bestiary.experiments.predict.Predictor;
import org.bestiary.experiments.train.TrainedModel;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.weights.NpyFile;
import org.bestiary.zoo.weights.Pretrained;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code predict}. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = {
            "Says what is on images: with weights from a file, or with the network of a run.",
            "Weights are safetensors or files of torch.save (.pth, .pt, .th) with torchvision's names, or Keras HDF5 with"
                    + " keras-applications' names."
        },
        footer = {
            "",
            "Examples:",
            "  bestiary predict --model resnet50 --weights resnet50.safetensors --input cat.jpg",
            "  bestiary predict --model vgg16 --weights vgg16.h5 --input X.npy --logits Y.npy",
            "  bestiary predict --run ID --input photos --skip-bad",
            "  bestiary predict --run quickstart-20260101-120000-s1 --input seven.png --json"
        })
final class PredictCommand implements Callable<Integer>, NeedsNativeCode {
    @ArgGroup(multiplicity = "1")
    private Source source;

    /** Where the network comes from. */
    private static final class Source {
        @ArgGroup(exclusive = false)
        private FromFile file;

        @Option(names = "--run", paramLabel = "ID", required = true, description = "The best network of this run.")
        private String run;
    }

    /** A network of the zoo with weights from a file. */
    private static final class FromFile {
        @Option(names = "--model", paramLabel = "ID", required = true, description = "Id of the network, see 'models'.")
        private String model;

        @Option(names = "--weights", paramLabel = "F", required = true, description = "Its weights.")
        private Path weights;

        @Option(
                names = "--engine",
                paramLabel = "fast|stock",
                defaultValue = "fast",
                description = "Whose layers compute (default: fast).")
        private String engine;
    }

    @Option(
            names = "--input",
            paramLabel = "X.npy|IMAGE|FOLDER",
            required = true,
            arity = "1..*",
            description = {
                "Images, folders of images, or an array N x C x H x W of 32-bit floats that is used as it is.",
                "Images are prepared as those that the network was trained on."
            })
    private List<Path> inputs;

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

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        if (top < 1) {
            throw new BadInput("--top must be at least 1, but got " + top);
        }
        List<Path> files = PictureFiles.of(inputs);
        Map<Path, NpyFile> arrays = new LinkedHashMap<>();
        files.stream().filter(PictureFiles::isArray).forEach(f -> arrays.put(f, NpyFile.read(f)));
        Predictor net = source.run == null ? fromFile(source.file, arrays) : fromRun(source.run);
        List<Answer> answers = new ArrayList<>();
        List<float[]> scores = new ArrayList<>();
        List<Path> pictures =
                files.stream().filter(f -> !PictureFiles.isArray(f)).toList();
        Iterator<Optional<float[]>> rows = net.scores(pictures, bad()).iterator();
        for (Path file : files) {
            float[][] here = PictureFiles.isArray(file)
                    ? scores(net, arrays.get(file))
                    : rows.next().map(row -> new float[][] {row}).orElse(new float[0][]);
            for (int n = 0; n < here.length; n++) {
                answers.add(new Answer(file + (here.length == 1 ? "" : "[" + n + "]"), net.guesses(here[n], top)));
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
        return 0;
    }

    /** Who is told of images that cannot be decoded; nobody where the first one ends the work. */
    private Optional<Consumer<ImageException>> bad() {
        return skipBad ? Optional.of(e -> output.err().println("left out: " + e.getMessage())) : Optional.empty();
    }

    private static Predictor fromFile(FromFile from, Map<Path, NpyFile> arrays) {
        Shape input = arrays.values().stream()
                .map(PredictCommand::image)
                .findFirst()
                .orElseGet(() ->
                        Zoo.find(from.model).network(BuildOptions.defaults()).input());
        return Predictor.of(Pretrained.open(from.model, from.weights, input, Engine.parse(from.engine)));
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
        for (Answer a : answers) {
            output.out().println(a.input());
            a.top().forEach(g -> output.out().printf(Locale.ROOT, "  %6.2f%%  %s%n", 100 * g.probability(), g.label()));
        }
    }
}
