package org.bestiary.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.catalog.Catalog;
import org.bestiary.experiments.explain.Attribution.Reduction;
import org.bestiary.experiments.explain.Attributions;
import org.bestiary.experiments.explain.Findings;
import org.bestiary.experiments.explain.Gallery;
import org.bestiary.experiments.explain.ImageChapter;
import org.bestiary.experiments.explain.ImageSample;
import org.bestiary.experiments.explain.Layer;
import org.bestiary.experiments.explain.Method;
import org.bestiary.experiments.explain.NetworkChapter;
import org.bestiary.experiments.explain.Subject;
import org.bestiary.experiments.train.ProgramVersion;
import org.bestiary.zoo.NearestNames;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Shows which pixels decide, what layers respond to and how classes lie in the last features: one HTML page.",
            "Methods for images: saliency, smoothgrad, input-x-gradient, integrated-gradients, guided-backprop, grad-cam,"
                    + " occlusion, feature-maps. For the network: filters, top-images, t-sne, deletion. Or: all.",
            "Without images a run's network is asked about a few of its test images."
        },
        footer = {
            "",
            "Examples:",
            "  bestiary explain --run ID cat.png",
            "  bestiary explain --run ID cat.png --class dog --method all -o cat.html --png pictures",
            "  bestiary explain --run ID cat.png --method feature-maps --layer stage1.block1.conv1",
            "  bestiary explain --run ID --method top-images,t-sne,deletion --images 1000",
            "  bestiary explain --model vgg16 --weights vgg16.h5 zebra.jpg --method grad-cam --layer block5.conv3"
        })
final class ExplainCommand implements Callable<Integer>, NeedsNativeCode {
    private static final String FEATURE_MAPS = "feature-maps";
    private static final String FILTERS = "filters";
    private static final String TOP_IMAGES = "top-images";
    private static final String T_SNE = "t-sne";
    private static final String DELETION = "deletion";
    private static final String ALL = "all";
    private static final int SHOWN = 6;

    @ArgGroup(multiplicity = "1")
    private ExplainSource.Choice source;

    @Parameters(arity = "0..*", paramLabel = "IMAGE", description = "PNG, JPEG, GIF or BMP files.")
    private List<Path> files = List.of();

    @Option(
            names = "--class",
            paramLabel = "NAME",
            description = "The class to explain, by name or by number from 0 (default: what the network predicts).")
    private String target;

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

    @Option(
            names = {"-o", "--output"},
            paramLabel = "F",
            description = "Where the page goes (default: explain.html, for a run in its directory).")
    private Path page;

    @Option(names = "--png", paramLabel = "DIR", description = "Write every picture as a file too.")
    private Path pictures;

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Places.Data data;

    @Mixin
    private Output output;

    @ParentCommand
    private Bestiary program;

    @Override
    public Integer call() {
        if (images < 1) {
            throw new BadInput("--images must be at least 1, but got " + images);
        }
        Set<String> wanted = wanted();
        ExplainProgress progress = new ExplainProgress(output.err());
        ExplainSource found = ExplainSource.open(source, runs);
        Subject subject = found.subject();
        List<Method> mapped =
                wanted.stream().filter(Method.ids()::contains).map(Method::find).toList();
        List<Layer> maps = maps(subject, wanted, progress);
        if (maps.isEmpty()) {
            mapped = mapped.stream().filter(m -> m != Method.GRAD_CAM).toList();
        }
        Attributions.Settings settings = new Attributions.Settings(samples, noise, seed, steps, patch);
        new Attributions(subject, settings); // says what is wrong with them before anything is computed
        Optional<Integer> explained = Optional.ofNullable(target).map(subject::classOf);
        boolean wantsImages = !mapped.isEmpty() || wanted.contains(FEATURE_MAPS);
        Optional<ImageDataset> set = dataset == null
                ? found.dataset()
                : Optional.of(Catalog.standard().find(dataset));
        List<ImageChapter.Item> items = wantsImages ? items(found, set, progress) : List.of();
        Gallery gallery = new Gallery(Optional.ofNullable(pictures));
        found.remarks().forEach(gallery::remark);
        if (mapped.contains(Method.GUIDED_BACKPROP) && !subject.hasRelu()) {
            gallery.remark("This network has no ReLU: guided back-propagation is the plain gradient.");
        }
        ImageChapter.Wish wish = new ImageChapter.Wish(
                explained, mapped, maps, wanted.contains(FEATURE_MAPS) ? maps : List.of(), channels, settings);
        List<Findings.ImageFinding> ofImages = new ImageChapter(subject, wish, gallery, progress).add(items);
        NetworkChapter network = new NetworkChapter(subject, gallery, progress);
        Optional<Findings.FilterFinding> filters =
                wanted.contains(FILTERS) ? Optional.of(network.filters()) : Optional.empty();
        boolean needsData = Stream.of(TOP_IMAGES, T_SNE, DELETION).anyMatch(wanted::contains);
        Optional<ImageSample> sample = needsData ? Optional.of(sample(set, images)) : Optional.empty();
        String where = set.map(d -> d.card().title()).orElse("");
        List<Findings.ChannelFinding> top = new ArrayList<>();
        if (wanted.contains(TOP_IMAGES)) {
            maps.forEach(l -> top.addAll(network.topImages(l, channel, sample.orElseThrow(), where)));
        }
        Optional<Findings.PlaneFinding> plane = wanted.contains(T_SNE)
                ? Optional.of(network.features(sample.orElseThrow(), where, seed))
                : Optional.empty();
        List<Findings.DeletionFinding> deletion = wanted.contains(DELETION)
                ? network.deletion(
                        mapped.isEmpty() ? List.of(Method.SALIENCY) : mapped,
                        maps.stream().findFirst(),
                        sample.orElseThrow(),
                        where,
                        channels == ImageChapter.Channels.MEAN ? Reduction.MEAN : Reduction.MAX,
                        settings)
                : List.of();
        progress.done();
        Path target = page != null ? page : found.page();
        gallery.write(
                found.kicker(),
                found.title(),
                program.commandLine(),
                ProgramVersion.current().version(),
                target);
        print(new Findings(
                subject.id(),
                found.run(),
                found.engine().id(),
                subject.input().toString(),
                target.toString(),
                ofImages,
                filters,
                top,
                plane,
                deletion));
        return 0;
    }

    /** The words of {@code --method}, {@code all} spelt out. */
    private Set<String> wanted() {
        List<String> known = new ArrayList<>(Stream.concat(Method.ids().stream(), Stream.of(FEATURE_MAPS, FILTERS))
                .toList());
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

    /** The feature maps that methods look at; none only if nobody asked for any. */
    private List<Layer> maps(Subject subject, Set<String> wanted, ExplainProgress progress) {
        if (!layers.isEmpty()) {
            return layers.stream().distinct().map(subject.layers()::findMap).toList();
        }
        Optional<Layer> last = subject.layers().lastMap();
        if (last.isEmpty()
                && Stream.of(Method.GRAD_CAM.id(), FEATURE_MAPS, TOP_IMAGES).anyMatch(wanted::contains)) {
            progress.note(subject.id() + " has no feature maps: what looks at them is left out");
            wanted.remove(FEATURE_MAPS);
            wanted.remove(TOP_IMAGES);
        }
        return last.stream().toList();
    }

    private List<ImageChapter.Item> items(ExplainSource found, Optional<ImageDataset> set, ExplainProgress progress) {
        if (!files.isEmpty()) {
            return files.stream().map(f -> found.read(f, progress)).toList();
        }
        if (set.isEmpty()) {
            throw new BadInput(
                    "an image is needed to explain, but none was given; name a file, or --data for a few of its");
        }
        ImageSample few = sample(set, SHOWN);
        List<float[]> inputs = few.inputs(found.subject());
        List<ImageChapter.Item> items = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            String name = set.get().id() + " test image " + few.index(i) + ", "
                    + few.classes().get(few.label(i));
            items.add(new ImageChapter.Item(name, inputs.get(i)));
        }
        return items;
    }

    private ImageSample sample(Optional<ImageDataset> set, int most) {
        ImageDataset chosen = set.orElseThrow(() -> new BadInput(
                "top-images, t-sne and deletion need a data set, but none was given; name one with --data"));
        return new ImageSample(
                chosen.load(data.directory()).test(), chosen.card().classes(), most, seed);
    }

    private void print(Findings found) {
        if (output.json()) {
            output.print(found);
            return;
        }
        for (Findings.ImageFinding i : found.images()) {
            output.out()
                    .printf(
                            Locale.ROOT,
                            "%s: %s (%.1f%%)%s%n",
                            i.input(),
                            i.predicted(),
                            100 * i.probability(),
                            i.target().equals(i.predicted())
                                    ? ""
                                    : String.format(
                                            Locale.ROOT,
                                            "; explained is %s (%.1f%%)",
                                            i.target(),
                                            100 * i.targetProbability()));
        }
        for (Findings.DeletionFinding d : found.deletion()) {
            output.out()
                    .printf(
                            Locale.ROOT,
                            "deletion test of %s: score %.2f; without a tenth of the pixels %.2f (salient), %.2f (random),"
                                    + " %.2f (same pattern elsewhere)%n",
                            d.method(),
                            d.result().score(),
                            d.result().salientScore(),
                            d.result().randomScore(),
                            d.result().shiftedScore());
        }
        output.out().println(found.output());
    }
}
