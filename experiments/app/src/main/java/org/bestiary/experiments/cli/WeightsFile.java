package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.util.Optional;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.published.WeightsFolder;
import org.bestiary.zoo.weights.Pretrained;
import picocli.CommandLine.Option;

/** A network of the zoo with weights, built for images of any size. */
final class WeightsFile extends WeightsOrigin {
    @Option(
            names = "--input",
            paramLabel = "CxHxW",
            description = "Size of its input (default: that of the weights, or the card's).")
    private String input;

    Pretrained open(WeightsFolder folder, PrintWriter err) {
        return open(folder, err, Optional.ofNullable(input).map(Shape::parse));
    }
}
