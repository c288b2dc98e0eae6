package org.bestiary.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bestiary.common.image.ImageException;
import org.bestiary.common.image.ImageInput;
import org.bestiary.experiments.explain.Subject;
import org.bestiary.experiments.predict.Features;
import org.bestiary.experiments.predict.PictureFiles;
import org.bestiary.experiments.predict.Subjects;
import org.bestiary.experiments.train.TrainedModel;
import org.bestiary.zoo.weights.Pretrained;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code features}. */
@Command(
        name = "features",
        mixinStandardHelpOptions = true,
        description = {
            "Writes what a layer of a network makes of pictures: for a classifier of your own, nearest neighbours, a map.",
            "F.npy is an array of 32-bit floats, N x numbers (of a feature map N x C x H x W), with the names of the files"
                    + " beside it in F.txt; F.csv has a row for each file. Pictures are prepared as for 'predict'."
        },
        footer = {
            "",
            "Examples:",
            "  bestiary features --model resnet50 --pretrained photos -o features.npy",
            "  bestiary features --model mobilenet-v1-1.0 --weights m.h5 'photos/**.jpg' --layer pool -o features.csv",
            "  bestiary features --run latest --input photos --layer stage3.block1.conv1 -o maps.npy"
        })
final class FeaturesCommand implements Callable<Integer>, NeedsNativeCode {
    @ArgGroup(multiplicity = "1")
    private Source source;

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
            paramLabel = "IMAGE|FOLDER|GLOB|-",
            arity = "1..*",
            description = "Images, folders, patterns such as 'photos/**.jpg', or - for a list on standard input.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--layer",
            paramLabel = "NAME",
            description = "Which layer, as 'describe' names them (default: what the classifier reads).")
    private Optional<String> layer = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "F.npy|F.csv",
            required = true,
            description = "Where they go.")
    private Path file;

    @Option(names = "--skip-bad", description = "Leave out images that cannot be decoded, and name them.")
    private boolean skipBad;

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Places.DataFolder data;

    @Mixin
    private Output output;

    /** The document of {@code --json}. */
    record Document(
            String file, Optional<String> names, String layer, String shape, int images, double imagesPerSecond) {}

    @Override
    public Integer call() {
        boolean csv = ending(".csv");
        if (!csv && !ending(".npy")) {
            throw new BadInput(
                    "features are written as .npy or .csv, but got " + file + "; give it one of these endings");
        }
        if (inputs.isEmpty() && pictures.isEmpty()) {
            throw new BadInput(
                    "features needs pictures, but got none; name files, folders or patterns, or - for a list");
        }
        List<Path> files = PictureFiles.named(
                Stream.concat(inputs.stream(), pictures.stream()).toList(), PredictCommand::standardInput);
        files.stream().filter(PictureFiles::isArray).findFirst().ifPresent(f -> {
            throw new BadInput("features are of pictures, but got the array " + f);
        });
        long began = System.nanoTime();
        Features found = source.run == null ? ofWeights(files) : ofRun(files);
        double seconds = (System.nanoTime() - began) / 1e9;
        Optional<Path> names = write(found, csv);
        if (output.json()) {
            output.print(new Document(
                    file.toString(),
                    names.map(Path::toString),
                    found.layer(),
                    found.shape().toString(),
                    found.files().size(),
                    found.files().size() / seconds));
        } else {
            output.out().println(file + ": " + found.files().size() + " x " + found.shape() + " of " + found.layer());
            names.ifPresent(n -> output.out().println(n + ": the names of the files"));
            output.err()
                    .printf(
                            Locale.ROOT,
                            "%,d images, %,.1f images/s with the start of the network%n",
                            files.size(),
                            files.size() / seconds);
        }
        return 0;
    }

    private boolean ending(String wanted) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(wanted);
    }

    private Features ofWeights(List<Path> files) {
        Pretrained net = source.file.open(data.weights(), output.err(), Optional.empty());
        return features(Subjects.of(net, source.file.engine()), net.imageInput(), files);
    }

    private Features ofRun(List<Path> files) {
        TrainedModel net = TrainedModel.open(runs.find(source.run));
        skipBad |= net.skipsBad();
        return features(Subjects.of(net, net.engine()), net.imageInput(), files);
    }

    private Features features(Subject subject, ImageInput images, List<Path> files) {
        Optional<Consumer<ImageException>> bad =
                skipBad ? Optional.of(e -> output.err().println("left out: " + e.getMessage())) : Optional.empty();
        return Features.of(subject, images, layer, files, bad);
    }

    private Optional<Path> write(Features found, boolean csv) {
        try {
            if (csv) {
                found.writeCsv(file);
                return Optional.empty();
            }
            return Optional.of(found.writeNpy(file));
        } catch (IOException e) {
            throw new BadInput("features need a place where they can be written, but " + file + " cannot: "
                    + (Files.isDirectory(file) ? "it is a directory" : e.getMessage()));
        }
    }
}
