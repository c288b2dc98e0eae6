package org.bestiary.experiments.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bestiary.experiments.train.TrainedModel;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.weights.ImageNetClasses;
import org.bestiary.zoo.weights.NpyFile;
import org.bestiary.zoo.weights.Pretrained;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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
            "Weights are safetensors with torchvision's names, or Keras HDF5 with keras-applications' names."
        },
        footer = {
            "",
            "Examples:",
            "  bestiary predict --model resnet50 --weights resnet50.safetensors --input cat.jpg",
            "  bestiary predict --model vgg16 --weights vgg16.h5 --input X.npy --logits Y.npy",
            "  bestiary predict --run quickstart-20260101-120000-s1 --input seven.png --json"
        })
final class PredictCommand implements Callable<Integer>, NeedsNativeCode {
    private static final int BATCH = 32;

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
            paramLabel = "X.npy|IMAGE",
            required = true,
            arity = "1..*",
            description = "Images, or an array N x C x H x W of 32-bit floats that is used as it is.")
    private List<Path> inputs;

    @Option(names = "--logits", paramLabel = "Y.npy", description = "Write the scores before softmax, N x classes.")
    private Path logitsFile;

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

    /** A class with its probability; the components are JSON fields. */
    record Guess(String label, double probability) {
        @JsonProperty("class")
        @Override
        public String label() {
            return label;
        }
    }

    /** What is on one image; the components are JSON fields. */
    record Answer(String input, List<Guess> top) {}

    /** A network that answers, whatever its origin. */
    private record Answerer(
            List<String> classes, Function<Path, float[]> image, Shape input, Function<INDArray, INDArray> logits) {}

    @Override
    public Integer call() {
        if (top < 1) {
            throw new BadInput("--top must be at least 1, but got " + top);
        }
        List<NpyFile> arrays = new ArrayList<>();
        for (Path in : inputs) {
            if (!Files.isRegularFile(in)) {
                throw new BadInput("there is no file " + in);
            }
            arrays.add(isArray(in) ? NpyFile.read(in) : null);
        }
        Answerer net = source.run == null ? fromFile(source.file, arrays) : fromRun(source.run);
        List<Answer> answers = new ArrayList<>();
        List<float[]> scores = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            NpyFile array = arrays.get(i) == null ? picture(net, inputs.get(i)) : arrays.get(i);
            float[][] rows = logits(net, array);
            for (int n = 0; n < rows.length; n++) {
                String name = inputs.get(i) + (rows.length == 1 ? "" : "[" + n + "]");
                answers.add(new Answer(name, guesses(rows[n], net.classes())));
                scores.add(rows[n]);
            }
        }
        if (logitsFile != null) {
            write(scores);
        }
        print(answers);
        return 0;
    }

    private static boolean isArray(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".npy");
    }

    private Answerer fromFile(FromFile from, List<NpyFile> arrays) {
        Shape input = arrays.stream()
                .filter(a -> a != null)
                .map(PredictCommand::image)
                .findFirst()
                .orElseGet(() ->
                        Zoo.find(from.model).network(BuildOptions.defaults()).input());
        Pretrained net = Pretrained.open(from.model, from.weights, input, Engine.parse(from.engine));
        int classes = net.network().classes();
        List<String> names = classes == ImageNetClasses.names().size()
                ? ImageNetClasses.names()
                : IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return new Answerer(names, f -> net.preparation().apply(Pictures.read(f)), input, net::logits);
    }

    private Answerer fromRun(String id) {
        TrainedModel net = TrainedModel.open(runs.find(id));
        return new Answerer(
                net.classes(),
                f -> Pictures.normalised(Pictures.read(f), net.input(), net.normalisation()),
                net.input(),
                net::logits);
    }

    /** Shape of one image of an array N x C x H x W. */
    private static Shape image(NpyFile array) {
        if (array.shape().length != 4 || array.shape()[0] < 1) {
            throw new BadInput("an input array must be N x C x H x W with at least one image, but got "
                    + Arrays.toString(array.shape()));
        }
        return Shape.map((int) array.shape()[1], (int) array.shape()[2], (int) array.shape()[3]);
    }

    private static NpyFile picture(Answerer net, Path file) {
        Shape in = net.input();
        return new NpyFile(
                new long[] {1, in.channels(), in.height(), in.width()},
                net.image().apply(file));
    }

    private static float[][] logits(Answerer net, NpyFile array) {
        Shape shape = image(array);
        int count = (int) array.shape()[0];
        float[][] rows = new float[count][];
        int each = (int) shape.size();
        for (int from = 0; from < count; from += BATCH) {
            int n = Math.min(BATCH, count - from);
            float[] part = Arrays.copyOfRange(array.values(), from * each, (from + n) * each);
            INDArray images = Nd4j.create(part, new long[] {n, shape.channels(), shape.height(), shape.width()}, 'c');
            float[][] scores = net.logits().apply(images).toFloatMatrix();
            System.arraycopy(scores, 0, rows, from, n);
        }
        return rows;
    }

    private List<Guess> guesses(float[] scores, List<String> classes) {
        double largest = IntStream.range(0, scores.length)
                .mapToDouble(i -> scores[i])
                .max()
                .orElseThrow();
        double sum = IntStream.range(0, scores.length)
                .mapToDouble(i -> Math.exp(scores[i] - largest))
                .sum();
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparing(Comparator.naturalOrder()))
                .limit(top)
                .map(i -> new Guess(classes.get(i), Math.exp(scores[i] - largest) / sum))
                .toList();
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
