package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.bestiary.common.fetch.ProgressLines;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.published.PublishedWeights;
import org.bestiary.zoo.published.WeightsCatalogue;
import org.bestiary.zoo.published.WeightsFolder;
import org.bestiary.zoo.weights.Pretrained;
import picocli.CommandLine.Option;

/** A network of the zoo and its weights, from a file or published ones, as options name them. */
class WeightsChoice {
    /** The option for published weights; without a name {@link Main} adds the sign, so that it never takes what follows it. */
    static final String PRETRAINED = "--pretrained";

    @Option(names = "--model", paramLabel = "ID", required = true, description = "Id of the network, see 'models'.")
    private String model;

    @Option(names = "--weights", paramLabel = "F", description = "Its weights, a file.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = PRETRAINED,
            paramLabel = "NAME",
            description = {
                "In place of a file: published weights by name or, without =NAME, the first that 'weights' lists;",
                "downloaded if they are not here."
            })
    private Optional<String> pretrained = Optional.empty();

    /** Id of the network. */
    String model() {
        return model;
    }

    /** Whether an option names weights. */
    boolean hasWeights() {
        return file.isPresent() || pretrained.isPresent();
    }

    /** The weights, for people. */
    String weightsName() {
        return published()
                .map(PublishedWeights::name)
                .orElseGet(() -> String.valueOf(file.orElseThrow().getFileName()));
    }

    /** The network and its weights, for people. */
    String name() {
        return model + " with " + weightsName();
    }

    private Optional<PublishedWeights> published() {
        if (file.isPresent() == pretrained.isPresent()) {
            throw new BadInput("--model goes with --weights F or with --pretrained, but got "
                    + (file.isPresent() ? "both" : "neither") + "; 'bestiary weights " + model
                    + "' lists published ones");
        }
        return pretrained.map(
                name -> WeightsCatalogue.standard().find(model, name.isEmpty() ? Optional.empty() : Optional.of(name)));
    }

    /**
     * The network with its weights, which are downloaded if they are published ones that are not here.
     *
     * @param folder of published weights
     * @param err is told of a download
     * @param input shape of one image; empty for that of the weights, or the card's
     * @param engine whose layers compute
     */
    Pretrained open(WeightsFolder folder, PrintWriter err, Optional<Shape> input, Engine engine) {
        return published()
                .map(p -> p.open(folder.get(p, new ProgressLines(err::println)), input, engine))
                .orElseGet(() -> Pretrained.open(model, file.orElseThrow(), input, engine));
    }
}
