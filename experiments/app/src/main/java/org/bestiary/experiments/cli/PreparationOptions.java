package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bestiary.common.image.Filter;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.Normalisation;
import org.bestiary.common.image.Preparation;
import org.bestiary.zoo.published.WeightsFolder;
import org.bestiary.zoo.weights.Pretrained;
import picocli.CommandLine.Option;

/** Options that say how images become the input of weights, where it is not as published. */
final class PreparationOptions {
    @Option(
            names = "--resize",
            paramLabel = "N",
            description = "Pixels of the shorter side, of which the middle is cut out; at least those of the input.")
    private Optional<Integer> resize = Optional.empty();

    @Option(
            names = "--filter",
            paramLabel = "NAME",
            description = "How images are scaled: bilinear, bicubic, triangle, ...")
    private Optional<String> filter = Optional.empty();

    @Option(names = "--order", paramLabel = "rgb|bgr", description = "Which channel comes first.")
    private Optional<String> order = Optional.empty();

    @Option(
            names = "--mean",
            paramLabel = "R,G,B",
            split = ",",
            description = "Taken off each channel of pixels from 0 to 1, in the order red, green, blue.")
    private List<Double> mean = new ArrayList<>();

    @Option(names = "--std", paramLabel = "R,G,B", split = ",", description = "What the channels are divided by then.")
    private List<Double> std = new ArrayList<>();

    /** Whether any was given. */
    boolean given() {
        return resize.isPresent() || filter.isPresent() || order.isPresent() || !mean.isEmpty() || !std.isEmpty();
    }

    /** Opens weights, with what they read. */
    WeightsInput input(WeightsFile file, WeightsFolder folder, PrintWriter err) {
        Pretrained net = file.open(folder, err);
        ImageInput published = net.imageInput();
        return new WeightsInput(file.name(), net, given() ? changed(published) : published, given());
    }

    private ImageInput changed(ImageInput published) {
        Preparation as = published.preparation();
        int side = as.shape().height();
        if (resize.filter(n -> n < side).isPresent()) {
            throw new BadInput(
                    "--resize must be at least the " + side + " pixels of the input, but got " + resize.get());
        }
        if (order.filter(o -> !o.equals("rgb") && !o.equals("bgr")).isPresent()) {
            throw new BadInput("--order must be rgb or bgr, but got '" + order.get() + "'");
        }
        int channels = as.shape().channels();
        for (List<Double> numbers : List.of(mean, std)) {
            if (!numbers.isEmpty() && numbers.size() != channels) {
                throw new BadInput("--mean and --std must have " + channels + " numbers, but got " + numbers.size());
            }
        }
        return new ImageInput(
                new Preparation(
                        as.shape(),
                        resize.<Fit>map(Fit.ResizeAndCrop::new).orElse(as.fit()),
                        filter.map(Filter::of).orElse(as.filter())),
                order.map(o -> o.equals("bgr")).orElse(published.blueFirst()),
                new Normalisation(
                        mean.isEmpty() ? published.normalisation().mean() : mean,
                        std.isEmpty() ? published.normalisation().std() : std));
    }
}
