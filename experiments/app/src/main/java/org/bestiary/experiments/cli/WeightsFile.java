package org.bestiary.experiments.cli;

import java.nio.file.Path;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.weights.Pretrained;
import picocli.CommandLine.Option;

/** A network of the zoo with weights from a file, as options name it. */
final class WeightsFile {
    @Option(names = "--model", paramLabel = "ID", required = true, description = "Id of the network, see 'models'.")
    private String model;

    @Option(names = "--weights", paramLabel = "F", required = true, description = "Its weights, as for 'predict'.")
    private Path weights;

    @Option(names = "--input", paramLabel = "CxHxW", description = "Size of its input (default: the card's).")
    private String input;

    @Option(
            names = "--engine",
            paramLabel = "fast|stock",
            defaultValue = "fast",
            description = "Whose layers compute (default: fast).")
    private String engine;

    /** The network and its file, for people. */
    String name() {
        return model + " with " + weights.getFileName();
    }

    Pretrained open() {
        Shape shape =
                input == null ? Zoo.find(model).network(BuildOptions.defaults()).input() : Shape.parse(input);
        return Pretrained.open(model, weights, shape, Engine.parse(engine));
    }
}
