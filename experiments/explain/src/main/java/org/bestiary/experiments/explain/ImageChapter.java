package org.bestiary.experiments.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bestiary.experiments.explain.picture.HeatMap;
import org.bestiary.experiments.explain.picture.Raster;
import org.bestiary.reports.html.Explanation;
import org.bestiary.reports.html.Explanation.Figure;
import org.bestiary.reports.html.Explanation.Group;
import org.bestiary.reports.html.Explanation.Legend;
import org.bestiary.reports.html.Explanation.Size;

/** Everything about single images: what the network calls them, the maps of each method, the feature maps. */
public final class ImageChapter {

    /** How the channels of a pixel are shown. */
    public enum Channels {
        /** One map of the value farthest from zero. */
        MAX,
        /** One map of the mean. */
        MEAN,
        /** A signed map for each channel. */
        ALL
    }

    /**
     * An image to explain.
     *
     * @param name for people
     * @param values C x H x W
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Item(String name, float[] values) {}

    /**
     * What to do.
     *
     * @param target the class to explain; the predicted one where empty
     * @param methods in the order of the page
     * @param camLayers the maps for Grad-CAM
     * @param mapLayers layers whose feature maps are shown
     * @param channels how channels are shown
     * @param settings of the methods
     */
    public record Wish(
            Optional<Integer> target,
            List<Method> methods,
            List<Layer> camLayers,
            List<Layer> mapLayers,
            Channels channels,
            Attributions.Settings settings) {}

    private final Subject subject;
    private final Wish wish;
    private final Gallery gallery;
    private final Progress progress;

    /**
     * @param subject the network
     * @param wish what to do
     * @param gallery receives the pictures
     * @param progress is told how far it is
     */
    public ImageChapter(Subject subject, Wish wish, Gallery gallery, Progress progress) {
        this.subject = subject;
        this.wish = wish;
        this.gallery = gallery;
        this.progress = progress;
    }

    /** One method, and for Grad-CAM one layer. */
    private record Way(Method method, Optional<Layer> layer) {
        String title() {
            return method.title() + layer.map(l -> " at " + l.title()).orElse("");
        }

        String slug() {
            return method.id() + layer.map(l -> "-" + l.name()).orElse("");
        }
    }

    private List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (Method m : wish.methods()) {
            if (m == Method.GRAD_CAM) {
                wish.camLayers().forEach(l -> ways.add(new Way(m, Optional.of(l))));
            } else {
                ways.add(new Way(m, Optional.empty()));
            }
        }
        return ways;
    }

    /** Explains images and adds a chapter for each. */
    public List<Findings.ImageFinding> add(List<Item> items) {
        List<float[]> images = items.stream().map(Item::values).toList();
        float[][] scores = subject.scores(images);
        int[] targets = new int[items.size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = wish.target().orElse(Subject.best(scores[i]));
        }
        Attributions attributions = new Attributions(subject, wish.settings());
        Map<Way, List<Attribution>> found = new LinkedHashMap<>();
        for (Way way : ways()) {
            Layer layer = way.layer().orElse(null);
            found.put(
                    way,
                    attributions.of(way.method(), images, targets, layer, share -> progress.at(way.title(), share)));
        }
        List<Findings.ImageFinding> findings = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Map<Way, Attribution> mine = new LinkedHashMap<>();
            int image = i;
            found.forEach((way, all) -> mine.put(way, all.get(image)));
            findings.add(chapter(i, items.get(i), scores[i], targets[i], mine));
        }
        return findings;
    }

    private Findings.ImageFinding chapter(
            int number, Item item, float[] scores, int target, Map<Way, Attribution> maps) {
        double[] p = Subject.probabilities(scores);
        int best = Subject.best(scores);
        String prefix = "image" + (number + 1) + "-";
        Raster picture = Photographs.of(subject, item.values());
        int factor = Photographs.factor(picture.height(), picture.width());
        String predicted = subject.classes().get(best);
        String explained = subject.classes().get(target);
        String lead = String.format(
                Locale.ROOT,
                "The network says %s (%.1f%%).%s",
                predicted,
                100 * p[best],
                best == target
                        ? " The maps are about this class."
                        : String.format(Locale.ROOT, " The maps are about %s (%.1f%%).", explained, 100 * p[target]));
        List<Group> groups = new ArrayList<>();
        List<Findings.MapFinding> findings = new ArrayList<>();
        Figure input = gallery.keep(
                        prefix + "input",
                        picture.enlarged(factor),
                        item.name() + " as the network sees it",
                        "what the network sees, " + picture.width() + "x" + picture.height())
                .figure();
        groups.add(new Group("Image", "", Legend.NONE, Size.PAIR, List.of(input)));
        maps.forEach((way, map) -> {
            List<Figure> figures = new ArrayList<>();
            Optional<String> file = draw(way, map, picture, factor, prefix, explained, figures);
            boolean signed = way.method().signed() || all(way.method());
            groups.add(new Group(
                    way.title(), lead(way, map), signed ? Legend.DIVERGING : Legend.SEQUENTIAL, Size.PAIR, figures));
            findings.add(finding(way, map, file));
        });
        List<Findings.MapsFinding> featureMaps = new ArrayList<>();
        for (Layer layer : wish.mapLayers()) {
            progress.at("feature maps of " + layer.title(), 0);
            featureMaps.add(new FeatureMapGroup(subject, gallery, layer, prefix).add(item.values(), groups));
        }
        gallery.add(new Explanation.Part(item.name(), lead, groups, List.of()));
        return new Findings.ImageFinding(
                item.name(), predicted, p[best], explained, scores[target], p[target], findings, featureMaps);
    }

    private boolean all(Method method) {
        return wish.channels() == Channels.ALL
                && method.perChannel()
                && subject.input().channels() > 1;
    }

    private static String lead(Way way, Attribution map) {
        String what = way.method().what();
        String sentence = what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + ".";
        Double missing = map.facts().get("completenessError");
        if (missing != null) {
            sentence += String.format(
                    Locale.ROOT,
                    " Here it sums to %.3f, the scores differ by %.3f (%.2f%% off, %.0f steps).",
                    map.sum(),
                    map.facts().get("scoreDifference"),
                    100 * missing,
                    map.facts().get("steps"));
        }
        Double patch = map.facts().get("patch");
        return patch == null
                ? sentence
                : sentence + String.format(Locale.ROOT, " The square has %.0f pixels a side.", patch);
    }

    private Optional<String> draw(
            Way way,
            Attribution map,
            Raster picture,
            int factor,
            String prefix,
            String explained,
            List<Figure> figures) {
        String name = prefix + way.slug();
        if (all(way.method())) {
            String[] colours = {"red", "green", "blue"};
            for (int c = 0; c < 3; c++) {
                float[] values = map.channel(subject.pixels().channelOf(c));
                HeatMap heat = new HeatMap(map.height(), map.width(), values, true).enlarged(factor);
                figures.add(gallery.keep(
                                name + "-" + colours[c],
                                heat.draw(),
                                way.title() + " of the " + colours[c] + " channel for " + explained,
                                colours[c])
                        .figure());
            }
            return Optional.empty();
        }
        Attribution.Reduction reduction =
                wish.channels() == Channels.MEAN ? Attribution.Reduction.MEAN : Attribution.Reduction.MAX;
        HeatMap small = new HeatMap(
                map.height(), map.width(), map.perPixel(reduction), way.method().signed());
        Raster large = picture.enlarged(factor);
        boolean whole = map.height() == picture.height() && map.width() == picture.width();
        HeatMap heat = whole ? small.enlarged(factor) : small.smooth(large.height(), large.width());
        Gallery.Kept kept = gallery.keep(
                name, heat.draw(), way.title() + " for " + explained, "brightest from " + number(heat.limit()));
        figures.add(kept.figure());
        figures.add(gallery.keep(
                        name + "-overlay",
                        heat.drawOver(large),
                        way.title() + " for " + explained + ", over the image",
                        "over the image")
                .figure());
        return kept.file();
    }

    static String number(double v) {
        return String.format(Locale.ROOT, "%.3g", v);
    }

    private static Findings.MapFinding finding(Way way, Attribution map, Optional<String> file) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float v : map.values()) {
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        return new Findings.MapFinding(way.method().id(), way.layer().map(Layer::name), low, high, map.facts(), file);
    }
}
