package org.bestiary.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.catalog.Datasets;
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
            "  bestiary explain --model resnet18 --pretrained zebra.jpg --method grad-cam",
            "  bestiary explain --model vgg16 --weights vgg16.h5 zebra.jpg --method grad-cam --layer block5.conv3"
        })
final class ExplainCommand implements Callable<Integer>, NeedsNativeCode {
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

    @Mixin
    private ExplainOptions options;

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

    /** What is to be done, once all names are found. */
    private record Job(
            ExplainSource source,
            Set<String> wanted,
            List<Method> methods,
            List<Layer> maps,
            Optional<ImageDataset> set,
            Gallery gallery,
            ExplainProgress progress) {
        Subject subject() {
            return source.subject();
        }

        String where() {
            return set.map(d -> d.card().title()).orElse("");
        }
    }

    @Override
    public Integer call() {
        Job job = job();
        Optional<Integer> explained = Optional.ofNullable(target).map(job.subject()::classOf);
        List<Findings.ImageFinding> images = images(job, explained);
        Findings found = network(job, images, page != null ? page : job.source().page());
        job.progress().done();
        job.gallery()
                .write(
                        job.source().kicker(),
                        job.source().title(),
                        program.commandLine(),
                        ProgramVersion.current().version(),
                        Path.of(found.output()));
        print(found);
        return 0;
    }

    private Job job() {
        Set<String> wanted = options.wanted();
        ExplainProgress progress = new ExplainProgress(output.terminal());
        ExplainSource found = ExplainSource.open(source, runs, Places.weightsIn(data.directory()), output.err());
        Subject subject = found.subject();
        List<Layer> maps = maps(subject, wanted, progress);
        List<Method> methods = wanted.stream()
                .filter(Method.ids()::contains)
                .map(Method::find)
                .filter(m -> m != Method.GRAD_CAM || !maps.isEmpty())
                .toList();
        new Attributions(subject, options.settings()); // says what is wrong with them before anything is computed
        Optional<ImageDataset> named = options.dataset().map(Datasets.standard()::find);
        Gallery gallery = new Gallery(Optional.ofNullable(pictures));
        if (methods.contains(Method.GUIDED_BACKPROP) && !subject.hasRelu()) {
            gallery.remark("This network has no ReLU: guided back-propagation is the plain gradient.");
        }
        return new Job(found, wanted, methods, maps, named.or(found::dataset), gallery, progress);
    }

    private List<Findings.ImageFinding> images(Job job, Optional<Integer> explained) {
        boolean withMaps = job.wanted().contains(ExplainOptions.FEATURE_MAPS);
        if (job.methods().isEmpty() && !withMaps) {
            return List.of();
        }
        ImageChapter.Wish wish = new ImageChapter.Wish(
                explained,
                job.methods(),
                job.maps(),
                withMaps ? job.maps() : List.of(),
                options.channels(),
                options.settings());
        return new ImageChapter(job.subject(), wish, job.gallery(), job.progress()).add(items(job));
    }

    private Findings network(Job job, List<Findings.ImageFinding> images, Path page) {
        NetworkChapter network = new NetworkChapter(job.subject(), job.gallery(), job.progress());
        Set<String> wanted = job.wanted();
        Optional<Findings.FilterFinding> filters =
                wanted.contains(ExplainOptions.FILTERS) ? Optional.of(network.filters()) : Optional.empty();
        List<Findings.ChannelFinding> top = new ArrayList<>();
        Optional<Findings.PlaneFinding> plane = Optional.empty();
        List<Findings.DeletionFinding> deletion = List.of();
        if (Stream.of(ExplainOptions.TOP_IMAGES, ExplainOptions.T_SNE, ExplainOptions.DELETION)
                .anyMatch(wanted::contains)) {
            ImageSample sample = sample(job.set(), options.images());
            if (wanted.contains(ExplainOptions.TOP_IMAGES)) {
                job.maps().forEach(l -> top.addAll(network.topImages(l, options.channel(), sample, job.where())));
            }
            if (wanted.contains(ExplainOptions.T_SNE)) {
                plane = Optional.of(network.features(sample, job.where(), options.seed()));
            }
            if (wanted.contains(ExplainOptions.DELETION)) {
                deletion = network.deletion(
                        job.methods().isEmpty() ? List.of(Method.SALIENCY) : job.methods(),
                        job.maps().stream().findFirst(),
                        sample,
                        job.where(),
                        options.reduction(),
                        options.settings());
            }
        }
        return new Findings(
                job.subject().id(),
                job.source().run(),
                job.source().engine().id(),
                job.subject().input().toString(),
                page.toString(),
                images,
                filters,
                top,
                plane,
                deletion);
    }

    /** The feature maps that methods look at; none only if nobody asked for any. */
    private List<Layer> maps(Subject subject, Set<String> wanted, ExplainProgress progress) {
        if (!options.layers().isEmpty()) {
            return options.layers().stream().map(subject.layers()::findMap).toList();
        }
        Optional<Layer> last = subject.layers().lastMap();
        if (last.isEmpty()
                && Stream.of(Method.GRAD_CAM.id(), ExplainOptions.FEATURE_MAPS, ExplainOptions.TOP_IMAGES)
                        .anyMatch(wanted::contains)) {
            progress.note(subject.id() + " has no feature maps: what looks at them is left out");
            wanted.remove(ExplainOptions.FEATURE_MAPS);
            wanted.remove(ExplainOptions.TOP_IMAGES);
        }
        return last.stream().toList();
    }

    private List<ImageChapter.Item> items(Job job) {
        if (!files.isEmpty()) {
            return files.stream().map(f -> job.source().read(f, job.progress())).toList();
        }
        if (job.set().isEmpty()) {
            throw new BadInput(
                    "an image is needed to explain, but none was given; name a file, or --data for a few of its");
        }
        ImageSample few = sample(job.set(), SHOWN);
        List<float[]> inputs = few.inputs(job.subject());
        List<ImageChapter.Item> items = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            String name = job.set().get().id() + " test image " + few.index(i) + ", "
                    + few.classes().get(few.label(i));
            items.add(new ImageChapter.Item(name, inputs.get(i)));
        }
        return items;
    }

    private ImageSample sample(Optional<ImageDataset> set, int most) {
        ImageDataset chosen = set.orElseThrow(() -> new BadInput(
                "top-images, t-sne and deletion need a data set, but none was given; name one with --data"));
        return new ImageSample(
                chosen.load(data.directory()).test(), chosen.card().classes(), most, options.seed());
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
