package org.bestiary.experiments.train;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.bestiary.reports.run.AtomicFile;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/**
 * The checkpoints of a run: the last state to go on from, and the best network.
 *
 * <p>{@code last.json} names the archive that it belongs to, and is replaced only after that archive is complete on disk: a
 * process that is killed at any moment leaves a pair that fits.
 */
final class Checkpoints {
    private static final String LAST = "last.json";
    private static final String BEST = "best.zip";
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path folder;

    Checkpoints(RunDirectory run) {
        this.folder = run.checkpoints();
    }

    /** What {@code last.json} holds. */
    private record Last(String archive, TrainingState state) {}

    /**
     * A state with the network that belongs to it.
     *
     * @param net parameters, updater state and step count restored
     * @param state where training stood
     */
    record Restored(ComputationGraph net, TrainingState state) {}

    /** Writes the state to go on from. Archives of earlier states are removed afterwards. */
    void saveLast(ComputationGraph net, TrainingState state) throws IOException {
        String archive = "step-" + state.step() + ".zip";
        AtomicFile.write(folder.resolve(archive), out -> ModelSerializer.writeModel(net, out, true));
        AtomicFile.write(folder.resolve(LAST), MAPPER.writeValueAsBytes(new Last(archive, state)));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path old : files.filter(f -> f.getFileName().toString().startsWith("step-"))
                    .filter(f -> !f.getFileName().toString().equals(archive))
                    .toList()) {
                Files.deleteIfExists(old);
            }
        }
    }

    /** Writes the best network so far. */
    void saveBest(ComputationGraph net) throws IOException {
        AtomicFile.write(folder.resolve(BEST), out -> ModelSerializer.writeModel(net, out, false));
    }

    /** The archive of the best network. */
    Path best() {
        return folder.resolve(BEST);
    }

    /**
     * The state to go on from, or empty when the run was stopped before its first checkpoint.
     *
     * @throws RunException if a checkpoint is there but cannot be read
     */
    Optional<Restored> last() {
        Path file = folder.resolve(LAST);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Last last = MAPPER.readValue(file.toFile(), Last.class);
            ComputationGraph net = ModelSerializer.restoreComputationGraph(
                    folder.resolve(last.archive()).toFile(), true);
            return Optional.of(new Restored(net, last.state()));
        } catch (IOException | RuntimeException e) {
            throw new RunException(
                    "a checkpoint must be complete, but " + file + " cannot be read (" + e.getMessage()
                            + "); start the experiment again",
                    e);
        }
    }

    /** The best network, as it was saved. */
    ComputationGraph restoreBest() throws IOException {
        return ModelSerializer.restoreComputationGraph(best().toFile(), false);
    }
}
