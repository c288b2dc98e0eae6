package org.bestiary.reports.run;

import java.util.List;

/**
 * The test images that a report shows; the content of {@code predictions.json}.
 *
 * @param worst mistakes, those first that the network was surest of
 * @param random a random sample, right or wrong
 * @param borderline those images that the network all but decided otherwise; empty in files of layout 1
 */
public record Predictions(List<Prediction> worst, List<Prediction> random, List<Prediction> borderline) {
    /** No images at all. */
    public static final Predictions NONE = new Predictions(List.of(), List.of(), List.of());

    public Predictions {
        worst = Rules.list("predictions.worst", worst);
        random = Rules.list("predictions.random", random);
        borderline = borderline == null ? List.of() : List.copyOf(borderline);
    }
}
