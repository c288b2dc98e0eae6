package org.bestiary.experiments.train;

import java.io.IOException;
import java.nio.file.Path;
import org.bestiary.common.AtomicFile;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.export.Exported;
import org.bestiary.zoo.weights.StockExport;
import org.bestiary.zoo.weights.WeightsNote;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/** A network as a zip of the layers that come with DL4J, which any DL4J program opens. */
public final class StockArchive {
    private StockArchive() {}

    /**
     * Writes a zip for {@code ModelSerializer.restoreComputationGraph}. Its images are N x C x H x W.
     *
     * @param net the network
     * @param file is replaced
     * @throws ZooException if DL4J lacks a layer of the network
     * @throws IOException if the file cannot be written
     */
    public static void write(Exported net, Path file) throws IOException {
        ComputationGraph stock = StockExport.toStock(net.network(), BuildOptions.defaults(), net.graph());
        AtomicFile.Content bare = out -> ModelSerializer.writeModel(stock, out, false);
        WeightsNote note = net.note();
        if (note.image().isPresent()) {
            new ModelNote(
                            note.model(),
                            note.run().orElse(""),
                            note.classes(),
                            note.image().get())
                    .write(file, bare);
        } else {
            AtomicFile.write(file, bare);
        }
    }
}
