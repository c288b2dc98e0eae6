package org.bestiary.reports.run;

import java.util.List;

/**
 * The test images that a report shows; the content of {@code predictions.json}.
 *
 * @param worst mistakes, those first that the network was surest of
 * @param random a random sample, right or wrong
 */
public record Predictions(List<Prediction> worst, List<Prediction> random) {
    /** No images at all. */
    public static final Predictions NONE = new Predictions(List.of(), List.of());

    public Predictions {
        worst = Rules.list("predictions.worst", worst);
        random = Rules.list("predictions.random", random);
    }
}
