package org.bestiary.experiments.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bestiary.common.image.ImageShape;
import org.bestiary.experiments.explain.picture.HeatMap;
import org.bestiary.experiments.explain.picture.Raster;
import org.bestiary.reports.run.Inside;
import org.bestiary.reports.run.Prediction;
import org.bestiary.reports.run.Predictions;

/** The short look into a network that goes into the report of its run: first filters, and what decided on a few images. */
public final class ReportInsight {
    private static final int MISTAKES = 3;
    private static final int LOOKS = 9;
    private static final int FILTER_SIDE = 40;
    private static final int PER_ROW = 16;
    private static final int GAP = 8;
    private static final int GROUND = 0x303030;

    private ReportInsight() {}

    /**
     * Looks.
     *
     * @param subject the network
     * @param tested the images that the report shows; of them the surest mistakes and some by chance are looked at
     */
    public static Inside of(Subject subject, Predictions tested) {
        List<Prediction> chosen = Stream.concat(tested.worst().stream().limit(MISTAKES), tested.random().stream())
                .limit(LOOKS)
                .toList();
        List<float[]> images = chosen.stream()
                .map(p -> subject.prepare(new ImageShape(p.channels(), p.height(), p.width()), p.pixels()))
                .toList();
        if (images.isEmpty()) {
            return new Inside(filters(subject), Optional.empty(), List.of());
        }
        float[][] scores = subject.scores(images);
        // A network of one output says how far an image is of the second class; the first has no score of its own.
        Optional<Layer> map = scores[0].length > 1 ? subject.layers().lastMap() : Optional.empty();
        return new Inside(filters(subject), map.map(Layer::name), looks(subject, chosen, images, scores, map));
    }

    private static List<Inside.Look> looks(
            Subject subject, List<Prediction> chosen, List<float[]> images, float[][] scores, Optional<Layer> map) {
        int[] targets = new int[scores.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = Subject.best(scores[i]);
        }
        Attributions methods = new Attributions(subject, Attributions.Settings.defaults());
        List<Attribution> saliency = methods.of(Method.SALIENCY, images, targets, null, share -> {});
        Optional<List<Attribution>> cam =
                map.map(layer -> methods.of(Method.GRAD_CAM, images, targets, layer, share -> {}));
        List<Inside.Look> looks = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            int image = i;
            Raster picture = Photographs.of(subject, images.get(i));
            looks.add(new Inside.Look(
                    chosen.get(i), over(picture, saliency.get(i)), cam.map(all -> over(picture, all.get(image)))));
        }
        return looks;
    }

    private static byte[] over(Raster picture, Attribution map) {
        return new HeatMap(map.height(), map.width(), map.perPixel(Attribution.Reduction.MAX), false)
                .smooth(picture.height(), picture.width())
                .drawOver(picture)
                .png();
    }

    private static Inside.Filters filters(Subject subject) {
        FirstFilters.Sheet sheet = FirstFilters.of(subject);
        Raster first = sheet.filters().get(0);
        int factor = Math.max(1, FILTER_SIDE / Math.max(first.width(), first.height()));
        List<Raster> large =
                sheet.filters().stream().map(f -> f.enlarged(factor)).toList();
        return new Inside.Filters(
                sheet.layer(),
                sheet.count(),
                large.size(),
                first.height(),
                first.width(),
                Raster.sheet(large, PER_ROW, GAP, GROUND).png());
    }
}
