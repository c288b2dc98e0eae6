package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.util.Optional;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.published.WeightsFolder;
import org.bestiary.zoo.weights.Pretrained;
import picocli.CommandLine.Option;

/** A network of the zoo with weights from a file or with published ones, on the layers of either engine. */
class WeightsOrigin extends WeightsChoice {
    @Option(
            names = "--engine",
            paramLabel = "fast|stock",
            defaultValue = "fast",
            description = "Whose layers compute (default: fast).")
    private String engine;

    /** Whose layers compute. */
    Engine engine() {
        return Engine.parse(engine);
    }

    /** The network on the layers of the engine that was asked for, see {@link #open(WeightsFolder, PrintWriter, Optional, Engine)}. */
    Pretrained open(WeightsFolder folder, PrintWriter err, Optional<Shape> input) {
        return open(folder, err, input, engine());
    }
}
