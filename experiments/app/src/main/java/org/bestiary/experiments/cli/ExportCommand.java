package org.bestiary.experiments.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bestiary.experiments.export.ExportForm;
import org.bestiary.experiments.export.NetworkExport;
import org.bestiary.experiments.train.ProgramVersion;
import org.bestiary.experiments.train.TrainedModel;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.export.Exported;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.weights.Pretrained;
import org.bestiary.zoo.weights.WeightsNote;
import org.deeplearning4j.nn.graph.ComputationGraph;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export RUN -o F} and {@code export --model ID -o F}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a network for other programs: the best of a run, or one of the zoo with weights from a file. The form is"
                    + " that of the file's extension, or of --to:",
            "  .onnx         a model for ONNX Runtime and others: input 'input', output 'logits', any batch",
            "  .safetensors  weights with torchvision's names where it has the network",
            "  a folder      with --to safetensors: model.safetensors, config.json and a model card, as timm has them",
            "  .h5           weights as Keras 2 saves them, with keras-applications' names where it has the network",
            "  .zip          the layers that come with DL4J: ModelSerializer.restoreComputationGraph(file), images N x C x"
                    + " H x W",
            "Class names, image size, channel order, mean and deviation travel with all of them; images go in prepared and"
                    + " normalised."
        },
        footer = {
            "",
            "Examples:",
            "  bestiary export quickstart-20260101-120000-s1 -o lenet5.zip",
            "  bestiary export --run quickstart-20260101-120000-s1 -o lenet5.onnx --softmax",
            "  bestiary export --model resnet50 --weights resnet50.pth -o resnet50.onnx --fold-bn",
            "  bestiary export --model resnet50 --pretrained -o resnet50.onnx",
            "  bestiary export quickstart-20260101-120000-s1 --to safetensors -o lenet5",
            "  bestiary predict --model lenet5 --weights lenet5/model.safetensors --input seven.png"
        })
final class ExportCommand implements Callable<Integer>, NeedsNativeCode {
    @ArgGroup(multiplicity = "1")
    private Source source;

    /** Where the network comes from. */
    private static final class Source {
        @Parameters(
                paramLabel = "RUN",
                description = "Id of a run or its beginning, 'latest', an experiment's name, or a directory.")
        private String positional;

        @Option(names = "--run", paramLabel = "ID", description = "The same.")
        private String run;

        @ArgGroup(exclusive = false)
        private OfZoo zoo;

        Optional<String> ofRun() {
            return Optional.ofNullable(positional == null ? run : positional);
        }
    }

    /** A network of the zoo; without weights it is one that has learnt nothing. */
    private static final class OfZoo extends WeightsChoice {
        @Option(
                names = "--input",
                paramLabel = "CxHxW",
                description = "Size of its input (default: that of the weights, or the card's).")
        private String input;
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "F",
            required = true,
            description = "Where it goes.")
    private Path file;

    @Option(
            names = "--to",
            paramLabel = "FORM",
            description = "onnx, safetensors, keras-h5 or dl4j (default: as the extension says).")
    private String to;

    @Option(names = "--softmax", description = "An ONNX model ends with 'probabilities' in place of 'logits'.")
    private boolean softmax;

    @Option(
            names = "--fold-bn",
            description =
                    "Batch normalisation becomes part of the convolutions of an ONNX model: fewer operations, and the"
                            + " same answers up to rounding.")
    private boolean foldNorms;

    @Mixin
    private Places.DataFolder data;

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Output output;

    /**
     * The document of {@code --json}.
     *
     * @param id of the run, or of the network
     * @param file what was written
     * @param form how
     * @param bytes of the file, or of all files of the folder
     */
    record Document(String id, String file, String form, long bytes) {}

    @Override
    public Integer call() {
        NetworkExport export = new NetworkExport(ExportForm.of(Optional.ofNullable(to), file), softmax, foldNorms);
        Optional<RunDirectory> run = source.ofRun().map(runs::find);
        Optional<RunRecord> record = run.map(RunDirectory::read);
        Exported net = run.map(TrainedModel::open).map(TrainedModel::exported).orElseGet(this::ofZoo);
        export.write(net, record, file);
        if (output.json()) {
            String id = run.map(RunDirectory::id).orElse(net.note().model());
            output.print(new Document(id, file.toString(), export.form().id(), bytes()));
        } else {
            output.out().println(file);
        }
        return 0;
    }

    private Exported ofZoo() {
        OfZoo zoo = source.zoo;
        Optional<Shape> input = Optional.ofNullable(zoo.input).map(Shape::parse);
        String version = ProgramVersion.current().version();
        if (zoo.hasWeights()) {
            Pretrained net = zoo.open(data.weights(), output.err(), input, Engine.FAST);
            return new Exported(net.network(), net.graph(), net.note(), version);
        }
        Architecture architecture = Zoo.find(zoo.model());
        BuildOptions defaults = BuildOptions.defaults();
        BuildOptions options = input.map(defaults::input).orElse(defaults);
        Network network = architecture.network(options);
        ComputationGraph graph = new ComputationGraph(architecture.configure(options));
        graph.init();
        output.err().println(zoo.model() + " has learnt nothing: neither --weights nor --pretrained was given");
        return new Exported(network, graph, WeightsNote.of(architecture, options), version);
    }

    private long bytes() {
        try (Stream<Path> files = Files.walk(file)) {
            long sum = 0;
            for (Path one : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(one);
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
