package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.RgbImage;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.experiments.explain.ImageChapter;
import org.bestiary.experiments.explain.Subject;
import org.bestiary.experiments.predict.Subjects;
import org.bestiary.experiments.train.TrainedModel;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.published.WeightsFolder;
import org.bestiary.zoo.weights.Pretrained;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/**
 * The network that {@code explain} looks into, whatever its origin.
 *
 * @param subject the network
 * @param engine whose layers compute
 * @param kicker where it comes from, for people
 * @param title of the page
 * @param page where the page goes unless the user says otherwise
 * @param run id of the run, if it is one's network
 * @param dataset what it was trained on, if known
 * @param fitting how an image is made to fit, for people
 * @param decode reads image files as the network's own images were read
 */
record ExplainSource(
        Subject subject,
        Engine engine,
        String kicker,
        String title,
        Path page,
        Optional<String> run,
        Optional<ImageDataset> dataset,
        String fitting,
        Function<Path, RgbImage> decode) {
    private static final String PAGE = "explain.html";

    /** The options that name a network. */
    static final class Choice {
        @ArgGroup(exclusive = false)
        private WeightsFile file;

        @ArgGroup(exclusive = false)
        private FromRun trained;
    }

    /** A run's network. */
    private static final class FromRun {
        @Option(
                names = "--run",
                paramLabel = "ID",
                required = true,
                description = "The best network of this run: an id or its beginning, 'latest', or an experiment.")
        private String run;

        @Option(
                names = "--on",
                paramLabel = "fast|stock",
                description = "Compute with these layers (default: those it was trained with).")
        private String engine;
    }

    static ExplainSource open(Choice choice, Places.Runs runs, WeightsFolder folder, PrintWriter err) {
        return choice.trained == null
                ? open(choice.file, folder, err)
                : open(choice.trained, runs.find(choice.trained.run));
    }

    private static ExplainSource open(FromRun from, RunDirectory run) {
        TrainedModel net = TrainedModel.open(run);
        Engine engine = from.engine == null ? net.engine() : Engine.parse(from.engine);
        Subject subject = Subjects.of(net, engine);
        return new ExplainSource(
                subject,
                engine,
                "run " + run.id(),
                "Inside " + Zoo.find(subject.id()).card().title(),
                run.reportFile().resolveSibling(PAGE),
                Optional.of(run.id()),
                Optional.of(net.dataset()),
                fitting(net.imageInput()),
                net.imageInput().preparation()::decode);
    }

    private static ExplainSource open(WeightsFile from, WeightsFolder folder, PrintWriter err) {
        Engine engine = from.engine();
        Pretrained net = from.open(folder, err);
        ImageInput images = net.imageInput();
        Subject subject = Subjects.of(net, engine);
        return new ExplainSource(
                subject,
                engine,
                "weights " + from.weightsName(),
                "Inside " + Zoo.find(from.model()).card().title(),
                Path.of(PAGE),
                Optional.empty(),
                Optional.empty(),
                fitting(images),
                images.preparation()::decode);
    }

    /** How an image is made to fit, for people. */
    private static String fitting(ImageInput input) {
        String size = input.shape().height() + "x" + input.shape().width();
        Fit fit = input.preparation().fit();
        if (fit instanceof Fit.ResizeAndCrop resize) {
            return "shorter side scaled to " + resize.shortSide() + ", middle " + size + " cut out";
        }
        if (fit instanceof Fit.Crop) {
            return "its middle scaled to " + size;
        }
        return "scaled to " + size + (fit instanceof Fit.Pad ? " with black at two sides" : "");
    }

    /** An image file as the network reads it; says on the way how it was made to fit. */
    ImageChapter.Item read(Path file, ExplainProgress progress) {
        if (!Files.isRegularFile(file)) {
            throw new BadInput("there is no file " + file);
        }
        RgbImage image = decode.apply(file);
        Shape in = subject.input();
        if (image.width() != in.width() || image.height() != in.height()) {
            progress.note(file.getFileName() + ": " + image.width() + "x" + image.height() + ", " + fitting);
        }
        return new ImageChapter.Item(file.getFileName().toString(), subject.prepare(image));
    }
}
