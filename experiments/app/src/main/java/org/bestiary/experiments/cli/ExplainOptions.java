package org.bestiary.experiments.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bestiary.common.NearestNames;
import org.bestiary.experiments.explain.Attribution.Reduction;
import org.bestiary.experiments.explain.Attributions;
import org.bestiary.experiments.explain.ImageChapter;
import org.bestiary.experiments.explain.Method;
import picocli.CommandLine.Option;

/** The options that say what {@code explain} shows. */
final class ExplainOptions {
    static final String FEATURE_MAPS = "feature-maps";
    static final String FILTERS = "filters";
    static final String TOP_IMAGES = "top-images";
    static final String T_SNE = "t-sne";
    static final String DELETION = "deletion";
    private static final String ALL = "all";

    @Option(
            names = "--method",
            paramLabel = "NAME",
            split = ",",
            description = "What to show, see above (default: saliency, grad-cam, filters).")
    private List<String> methods = List.of(Method.SALIENCY.id(), Method.GRAD_CAM.id(), FILTERS);

    @Option(
            names = "--layer",
            paramLabel = "VERTEX",
            split = ",",
            description = "Layers for grad-cam, feature-maps and top-images, see 'describe' (default: the last map).")
    private List<String> layers = List.of();

    @Option(
            names = "--channels",
            paramLabel = "max|mean|all",
            defaultValue = "max",
            description = "A pixel's channels as their largest size, their mean, or a map each (default: max).")
    private ImageChapter.Channels channels;

    @Option(
            names = "--channel",
            paramLabel = "N",
            split = ",",
            description = "Channels for top-images, from 0 (default: the first six).")
    private List<Integer> channel = List.of();

    @Option(
            names = "--data",
            paramLabel = "ID",
            description = "The data set for top-images, t-sne and deletion: its test split (default: the run's).")
    private String dataset;

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "500",
            description = "How many of its images, drawn by chance (default: ${DEFAULT-VALUE}).")
    private int images;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "25",
            description = "Noisy copies for smoothgrad (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--noise",
            paramLabel = "SHARE",
            defaultValue = "0.15",
            description = "Their noise as a share of the image's range (default: ${DEFAULT-VALUE}).")
    private double noise;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "1024",
            description = "At most so many steps for integrated-gradients, which stop when complete"
                    + " (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--patch",
            paramLabel = "PIXELS",
            defaultValue = "0",
            description = "Side of the square for occlusion (default: an eighth of the image).")
    private int patch;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of all that is drawn by chance.")
    private long seed;

    /** How many images of the data set. */
    int images() {
        if (images < 1) {
            throw new BadInput("--images must be at least 1, but got " + images);
        }
        return images;
    }

    List<String> layers() {
        return layers.stream().distinct().toList();
    }

    ImageChapter.Channels channels() {
        return channels;
    }

    /** How channels become one number where there must be one. */
    Reduction reduction() {
        return channels == ImageChapter.Channels.MEAN ? Reduction.MEAN : Reduction.MAX;
    }

    /** Channels for top-images; none for the first few. */
    List<Integer> channel() {
        return channel;
    }

    Optional<String> dataset() {
        return Optional.ofNullable(dataset);
    }

    long seed() {
        return seed;
    }

    Attributions.Settings settings() {
        return new Attributions.Settings(samples, noise, seed, steps, patch);
    }

    /** The words of {@code --method}, {@code all} spelt out. */
    Set<String> wanted() {
        List<String> known = Stream.concat(Method.ids().stream(), Stream.of(FEATURE_MAPS, FILTERS))
                .toList();
        List<String> more = List.of(TOP_IMAGES, T_SNE, DELETION);
        Set<String> wanted = new LinkedHashSet<>();
        for (String m : methods) {
            if (m.equals(ALL)) {
                wanted.addAll(known);
            } else if (known.contains(m) || more.contains(m)) {
                wanted.add(m);
            } else {
                List<String> words = Stream.of(known, more, List.of(ALL))
                        .flatMap(List::stream)
                        .toList();
                throw new BadInput("no method is called '" + m + "'" + NearestNames.hint(m, words));
            }
        }
        return wanted;
    }
}
