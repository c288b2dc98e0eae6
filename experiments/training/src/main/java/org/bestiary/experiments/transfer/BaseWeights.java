package org.bestiary.experiments.transfer;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.bestiary.reports.run.RunException;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.LayerNames;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.weights.ModelArchive;
import org.bestiary.zoo.weights.PartWeights;
import org.bestiary.zoo.weights.StockExport;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Puts the weights of a {@link Base} into a network. */
public final class BaseWeights {
    private BaseWeights() {}

    /**
     * Overwrites the parameters and running statistics of all layers below the head.
     *
     * @param base the weights
     * @param whole the network that they are of, with its own last layers
     * @param options what {@code whole} was described with
     * @param part the layers that are kept
     * @param graph the network with its new head
     * @throws RunException if they have changed since the run began, or are of another network
     */
    public static void load(Base base, Network whole, BuildOptions options, Network part, ComputationGraph graph) {
        try {
            if (!Base.digest(base.path()).equals(base.sha256())) {
                throw new RunException("a run goes on with the weights that it began with, but " + base.file()
                        + " has changed since; start it again");
            }
            if (PartWeights.isArchive(base.path())) {
                Set<String> layers = new HashSet<>(new LayerNames(part).all());
                StockExport.copyLayers(archive(base), graph, layers);
            } else {
                PartWeights.load(base.path(), whole, options, part, graph);
            }
        } catch (IOException e) {
            throw new RunException("the weights " + base.file() + " cannot be read: " + e.getMessage(), e);
        } catch (ZooException e) {
            throw new RunException(
                    "the weights " + base.from() + " do not fit " + whole.id() + ": " + e.getMessage(), e);
        }
    }

    private static ComputationGraph archive(Base base) throws IOException {
        try {
            return ModelArchive.read(base.path(), false);
        } catch (RuntimeException e) {
            throw new RunException(
                    "weights in a zip must be a network that DL4J has saved, but " + base.file() + " cannot be read ("
                            + e.getMessage() + ")",
                    e);
        }
    }
}
