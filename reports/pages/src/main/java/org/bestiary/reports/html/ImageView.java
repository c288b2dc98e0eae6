package org.bestiary.reports.html;

import java.util.List;
import org.bestiary.reports.run.Prediction;

/** One image of a sheet with what it is and what it was called. */
record ImageView(
        String kind,
        boolean mistake,
        String uri,
        long index,
        int width,
        int height,
        String label,
        String predicted,
        String probability,
        String labelProbability) {
    static List<ImageView> of(List<Prediction> predictions, List<String> names) {
        return predictions.stream()
                .map(p -> new ImageView(
                        p.correct() ? "hit" : "mistake",
                        !p.correct(),
                        PngImage.dataUri(p),
                        p.index(),
                        p.width(),
                        p.height(),
                        name(names, p.label()),
                        name(names, p.predicted()),
                        Figures.probability(p.probability()),
                        Figures.probability(p.labelProbability())))
                .toList();
    }

    /** Images and names come from different files; a page should not fail because one of them is older. */
    private static String name(List<String> names, int index) {
        return index < names.size() ? names.get(index) : "class " + index;
    }
}
