package org.bestiary.experiments.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bestiary.experiments.explain.picture.HeatMap;
import org.bestiary.experiments.explain.picture.Raster;
import org.bestiary.reports.html.Explanation;
import org.bestiary.reports.html.Explanation.Figure;
import org.bestiary.reports.html.Explanation.Group;
import org.bestiary.reports.html.Explanation.Legend;
import org.bestiary.reports.html.Explanation.Size;
import org.bestiary.zoo.ZooException;

/** What is about the network and not about one image: filters, what excites channels, how classes lie, the deletion test. */
public final class NetworkChapter {
    private static final int PER_ROW = 16;
    private static final int GAP = 4;
    private static final int GROUND = 0x555555;
    private static final int HITS = 9;
    private static final int CHANNELS = 6;

    private final Subject subject;
    private final Gallery gallery;
    private final Progress progress;

    /**
     * @param subject the network
     * @param gallery receives the pictures
     * @param progress is told how far it is
     */
    public NetworkChapter(Subject subject, Gallery gallery, Progress progress) {
        this.subject = subject;
        this.gallery = gallery;
        this.progress = progress;
    }

    /** Adds the filters of the first layer. */
    public Findings.FilterFinding filters() {
        FirstFilters.Sheet found = FirstFilters.of(subject);
        Raster first = found.filters().get(0);
        int factor = Math.max(1, 48 / Math.max(first.width(), first.height()));
        List<Raster> large =
                found.filters().stream().map(f -> f.enlarged(factor)).toList();
        boolean colour = subject.input().channels() == 3;
        String what = large.size() + (large.size() < found.count() ? " of " + found.count() : "") + " filters of "
                + found.layer() + ", " + first.height() + "x" + first.width() + " pixels each";
        Gallery.Kept kept = gallery.keep(
                "filters-" + found.layer(),
                Raster.sheet(large, large.size() <= PER_ROW ? PER_ROW / 2 : PER_ROW, GAP, GROUND),
                what,
                "");
        String lead = "The weights that meet the image first: " + what + ". "
                + (colour ? "Grey is zero; the colour of a filter is the colour it answers to. " : "")
                + "Contrast is stretched for each filter by itself.";
        Group group = new Group(
                found.layer(), "", colour ? Legend.NONE : Legend.DIVERGING, Size.WIDE, List.of(kept.figure()));
        gallery.add(new Explanation.Part("First filters", lead, List.of(group), List.of()));
        return new Findings.FilterFinding(found.layer(), found.count(), kept.file());
    }

    /**
     * Adds the images that excite channels most.
     *
     * @param layer a feature map
     * @param channels which; the first few where empty
     * @param sample where to search
     * @param where the sample comes from, for people
     */
    public List<Findings.ChannelFinding> topImages(
            Layer layer, List<Integer> channels, ImageSample sample, String where) {
        int count = layer.output().channels();
        for (int c : channels) {
            if (c < 0 || c >= count) {
                throw new ZooException(
                        "a channel of " + layer.name() + " must be from 0 to " + (count - 1) + ", but got " + c);
            }
        }
        List<Integer> chosen = channels.isEmpty()
                ? IntStream.range(0, Math.min(CHANNELS, count)).boxed().toList()
                : channels;
        Map<Integer, List<ExcitingImages.Hit>> hits = ExcitingImages.of(
                subject,
                sample,
                layer,
                chosen,
                HITS,
                done -> progress.at("images that excite " + layer.title(), (double) done / sample.count()));
        List<Group> groups = new ArrayList<>();
        List<Findings.ChannelFinding> findings = new ArrayList<>();
        hits.forEach((channel, found) -> {
            groups.add(new Group(
                    layer.title() + ", channel " + channel,
                    "",
                    Legend.NONE,
                    Size.SMALL,
                    found.stream().map(h -> figure(layer, channel, sample, h)).toList()));
            findings.add(new Findings.ChannelFinding(
                    layer.name(),
                    channel,
                    found.stream()
                            .map(h -> new Findings.HitFinding(
                                    sample.index(h.index()), label(sample, h.index()), h.strongest()))
                            .toList()));
        });
        String lead = "Of " + sample.count() + " images of " + where
                + " those on which a channel's strongest number is largest; the frame is what that number sees.";
        gallery.add(new Explanation.Part("What excites " + layer.title(), lead, groups, List.of()));
        return findings;
    }

    private static String label(ImageSample sample, int i) {
        return sample.classes().get(sample.label(i));
    }

    private Figure figure(Layer layer, int channel, ImageSample sample, ExcitingImages.Hit hit) {
        float[] image = sample.inputs(subject, hit.index(), hit.index() + 1).get(0);
        Raster picture = Photographs.of(subject, image);
        int factor = Photographs.factor(picture.height(), picture.width());
        Field f = hit.field();
        Raster framed = picture.enlarged(factor)
                .framed(
                        f.left() * factor,
                        f.top() * factor,
                        (f.right() + 1) * factor - 1,
                        (f.bottom() + 1) * factor - 1,
                        1);
        String name = label(sample, hit.index());
        return gallery.keep(
                        "top-" + layer.name() + "-" + channel + "-" + sample.index(hit.index()),
                        framed,
                        "Image " + sample.index(hit.index()) + ", " + name + ", the part that counts framed",
                        String.format(Locale.ROOT, "%s, %.3g", name, hit.strongest()))
                .figure();
    }

    /**
     * Adds the plane of the last features.
     *
     * @param sample which images
     * @param where the sample comes from, for people
     * @param seed of the layout
     */
    public Findings.PlaneFinding features(ImageSample sample, String where, long seed) {
        Layer layer = subject.layers().penultimate();
        progress.at("features", 0);
        List<float[]> images = sample.inputs(subject);
        double[][] points =
                FeaturePlane.layOut(FeaturePlane.features(subject, images), seed, share -> progress.at("t-SNE", share));
        int[] labels = IntStream.range(0, sample.count()).map(sample::label).toArray();
        double purity = FeaturePlane.purity(points, labels);
        PlanePicture plane = new PlanePicture(points, labels, sample.classes());
        Gallery.Kept dots = gallery.keep(
                "features",
                plane.dots(),
                "Plane of " + points.length + " images, coloured by class",
                "each dot an image, coloured by its class");
        Gallery.Kept thumbnails = gallery.keep(
                "features-images",
                plane.thumbnails(
                        images.stream().map(i -> Photographs.of(subject, i)).toList()),
                "The same plane with the images in their places",
                "the same with the images; where they overlap one is left out");
        String lead = String.format(
                Locale.ROOT,
                "t-SNE of %s (%s numbers) for %,d images of %s. The nearest neighbour of %.1f%% of them is of the same class."
                        + " Near means alike; distances between far groups mean nothing.",
                layer.title(),
                layer.output(),
                points.length,
                where,
                100 * purity);
        List<Group> groups = new ArrayList<>();
        groups.add(new Group("Plane", "", Legend.NONE, Size.PAIR, List.of(dots.figure(), thumbnails.figure())));
        groups.add(new Group("Classes", "", Legend.NONE, Size.SMALL, plane.legend(gallery)));
        gallery.add(new Explanation.Part("The last features", lead, groups, List.of()));
        List<Findings.PointFinding> found = IntStream.range(0, points.length)
                .mapToObj(i -> new Findings.PointFinding(sample.index(i), label(sample, i), points[i][0], points[i][1]))
                .toList();
        return new Findings.PlaneFinding(layer.name(), points.length, purity, found, dots.file());
    }

    /**
     * Adds the deletion test: the 10% of the pixels that a method values most are covered, or as many random ones.
     *
     * @param methods which
     * @param camLayer the map for Grad-CAM
     * @param sample images; explained is the class that the network predicts
     * @param where the sample comes from, for people
     * @param reduction how channels become one number per pixel
     * @param settings of the methods
     */
    public List<Findings.DeletionFinding> deletion(
            List<Method> methods,
            Optional<Layer> camLayer,
            ImageSample sample,
            String where,
            Attribution.Reduction reduction,
            Attributions.Settings settings) {
        List<float[]> images = sample.inputs(subject);
        float[][] scores = subject.scores(images);
        int[] targets = IntStream.range(0, scores.length)
                .map(i -> Subject.best(scores[i]))
                .toArray();
        Attributions attributions = new Attributions(subject, settings);
        List<Findings.DeletionFinding> findings = new ArrayList<>();
        for (Method method : methods) {
            List<float[]> maps = attributions
                    .of(
                            method,
                            images,
                            targets,
                            camLayer.orElse(null),
                            share -> progress.at("deletion test of " + method.title(), share))
                    .stream()
                    .map(a -> onPixels(a, reduction))
                    .toList();
            findings.add(new Findings.DeletionFinding(
                    method.id(), Deletion.measure(subject, images, targets, maps, 0.1, settings.seed())));
        }
        gallery.add(new Explanation.Part(
                "Deletion test",
                "Does a map show what the network uses? A tenth of the pixels of " + images.size() + " images of "
                        + where
                        + " is covered with a neutral colour: those that the map values most; random ones; or the pattern"
                        + " of the first moved elsewhere, because scattered pixels disturb a network more than connected"
                        + " ones, whatever they hide. The lower the score falls by the first, the better the map.",
                List.of(),
                List.of(table(findings))));
        return findings;
    }

    /** Of a signed method a pixel's share of the score is the sum over its channels. */
    private float[] onPixels(Attribution a, Attribution.Reduction reduction) {
        return new HeatMap(
                        a.height(),
                        a.width(),
                        a.perPixel(a.method().signed() ? Attribution.Reduction.MEAN : reduction),
                        a.method().signed())
                .smooth(subject.input().height(), subject.input().width())
                .values();
    }

    private static Explanation.Table table(List<Findings.DeletionFinding> findings) {
        List<List<String>> rows = findings.stream()
                .map(f -> {
                    Deletion d = f.result();
                    return List.of(
                            Method.find(f.method()).title(),
                            text(d.score()),
                            text(d.salientScore()),
                            text(d.randomScore()),
                            text(d.shiftedScore()),
                            percent(d.probability()),
                            percent(d.salientProbability()),
                            percent(d.randomProbability()),
                            percent(d.shiftedProbability()),
                            percent((double) d.lowerThanShifted() / d.images()));
                })
                .toList();
        return new Explanation.Table(
                "Mean score before softmax and mean probability of the predicted class. The last column counts the images"
                        + " whose score falls further by salient pixels than by the same pattern elsewhere.",
                List.of(
                        "Method",
                        "Score",
                        "salient covered",
                        "random covered",
                        "shifted",
                        "Probability",
                        "salient covered",
                        "random covered",
                        "shifted",
                        "Salient worse"),
                rows);
    }

    private static String text(double v) {
        return String.format(Locale.ROOT, "%.2f", v);
    }

    private static String percent(double v) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * v);
    }
}
