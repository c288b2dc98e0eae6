package org.bestiary.experiments.lecture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bestiary.experiments.export.CardText;
import org.bestiary.experiments.train.TrainedModel;
import org.bestiary.reports.publish.Publication;
import org.bestiary.reports.run.BestEpoch;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.zoo.export.Exported;
import org.bestiary.zoo.export.SafeTensorsExport;

/**
 * The parameters that are published with an experiment: those of the run with the highest validation accuracy, the first of
 * equals. The test images have no say in it.
 */
final class BestWeights {
    private static final String CARD = "weights.md";
    private static final String LICENCE = "Apache-2.0";

    private BestWeights() {}

    /** Weights and their card; nothing where a run's network is gone, or too large to be kept in a repository. */
    static Map<String, byte[]> files(List<RunDirectory> runs) {
        Optional<RunDirectory> best = runs.stream()
                .sorted(Comparator.comparing(RunDirectory::id))
                .filter(r -> accuracy(r.read()).isPresent())
                .max(Comparator.comparingDouble(r -> accuracy(r.read()).getAsDouble()));
        if (best.isEmpty() || !Files.isRegularFile(best.get().modelFile()) || isLarge(best.get())) {
            return Map.of();
        }
        Exported net = TrainedModel.open(best.get()).exported();
        ByteArrayOutputStream weights = new ByteArrayOutputStream();
        try {
            SafeTensorsExport.write(net, weights);
        } catch (IOException e) {
            throw new UncheckedIOException("memory that cannot be written", e);
        }
        String card = CardText.of(net, Optional.of(best.get().read()), Publication.WEIGHTS, Optional.of(LICENCE));
        return weights.size() > Publication.LARGEST_WEIGHTS
                ? Map.of()
                : Map.of(
                        Publication.WEIGHTS,
                        weights.toByteArray(),
                        CARD,
                        card.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isLarge(RunDirectory run) {
        return run.read().model().totalParameters() * Float.BYTES > Publication.LARGEST_WEIGHTS;
    }

    private static OptionalDouble accuracy(RunRecord run) {
        return run.best().map(BestEpoch::validationAccuracy).orElse(OptionalDouble.empty());
    }
}
