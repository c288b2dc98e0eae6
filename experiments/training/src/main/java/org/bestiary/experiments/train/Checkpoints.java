package org.bestiary.experiments.train;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bestiary.common.AtomicFile;
import org.bestiary.common.BoundedFile;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.zoo.weights.ModelArchive;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/**
 * The checkpoints of a run: the last state to go on from, the best network, and the networks of every so many epochs.
 *
 * <p>{@code last.json} names the files that belong to it, and is replaced only after those are complete on disk; no file
 * is written twice under one name while something names it. A process that is killed at any moment leaves a state that
 * fits together.
 */
final class Checkpoints {
    /** The state has all epochs so far: a hundred thousand have 28 MB. */
    private static final int MOST_STATE_MEBIBYTES = 128;

    private static final String LAST = "last.json";
    private static final String BEST = "best.zip";
    private static final String STATE = "state-";
    private static final String EPOCH = "epoch-";
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path folder;

    Checkpoints(RunDirectory run) {
        this.folder = run.checkpoints();
    }

    /** What {@code last.json} holds. */
    private record Last(String archive, Optional<String> average, TrainingState state) {}

    /**
     * A state with the network that belongs to it.
     *
     * @param net parameters, updater state and step count restored
     * @param average the average of the parameters, where the training keeps one
     * @param state where training stood
     */
    record Restored(ComputationGraph net, Optional<WeightAverage> average, TrainingState state) {}

    /** Writes the state to go on from. Files of earlier states are removed afterwards. */
    void saveLast(ComputationGraph net, Optional<WeightAverage> average, TrainingState state) throws IOException {
        String name = STATE + state.position().epoch() + "-" + state.position().batches();
        String archive = name + ".zip";
        AtomicFile.write(folder.resolve(archive), out -> ModelSerializer.writeModel(net, out, true));
        Optional<String> averageFile = average.map(a -> name + ".average");
        if (average.isPresent()) {
            AtomicFile.write(folder.resolve(averageFile.orElseThrow()), out -> {
                OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
                average.get().write(buffered);
                buffered.flush();
            });
        }
        AtomicFile.write(folder.resolve(LAST), MAPPER.writeValueAsBytes(new Last(archive, averageFile, state)));
        for (Path old : files(f -> f.startsWith(STATE) && !f.startsWith(name + "."))) {
            Files.deleteIfExists(old);
        }
    }

    /** Writes the best network so far. */
    void saveBest(ComputationGraph net) throws IOException {
        AtomicFile.write(folder.resolve(BEST), out -> ModelSerializer.writeModel(net, out, false));
    }

    /** Writes the network of an epoch, and removes the oldest of those if there are more than so many. */
    void saveEpoch(ComputationGraph net, int epoch, int keep) throws IOException {
        AtomicFile.write(folder.resolve(EPOCH + epoch + ".zip"), out -> ModelSerializer.writeModel(net, out, false));
        List<Path> all = new ArrayList<>(files(f -> f.matches(EPOCH + "\\d+\\.zip")));
        all.sort(Comparator.comparingInt(Checkpoints::epochOf));
        for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
            Files.deleteIfExists(old);
        }
    }

    private static int epochOf(Path file) {
        return Integer.parseInt(file.getFileName().toString().replaceAll("\\D", ""));
    }

    private List<Path> files(Predicate<String> named) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> named.test(f.getFileName().toString())).toList();
        }
    }

    /** The archive of the best network. */
    Path best() {
        return folder.resolve(BEST);
    }

    /**
     * The state to go on from, or empty when the run was stopped before its first checkpoint.
     *
     * @param decay of the average of parameters; empty when the training keeps none
     * @throws RunException if a checkpoint is there but cannot be read
     */
    Optional<Restored> last(OptionalDouble decay) {
        Path file = folder.resolve(LAST);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Last last = MAPPER.readValue(BoundedFile.bytes(file, MOST_STATE_MEBIBYTES), Last.class);
            if (last.archive() == null || last.state() == null) {
                throw new IOException("its archive or state is missing");
            }
            ComputationGraph net = ModelArchive.read(folder.resolve(last.archive()), true);
            Optional<WeightAverage> average = Optional.empty();
            if (decay.isPresent()) {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(
                        folder.resolve(last.average().orElseThrow(() -> new IOException("the average is missing")))))) {
                    average = Optional.of(WeightAverage.read(in, decay.getAsDouble(), net.numParams()));
                }
            }
            return Optional.of(new Restored(net, average, last.state()));
        } catch (IOException | RuntimeException e) {
            throw new RunException(
                    "a checkpoint must be complete, but " + file + " cannot be read (" + e.getMessage()
                            + "); start the experiment again",
                    e);
        }
    }

    /** The best network, as it was saved. */
    ComputationGraph restoreBest() throws IOException {
        return ModelArchive.read(best(), false);
    }
}
