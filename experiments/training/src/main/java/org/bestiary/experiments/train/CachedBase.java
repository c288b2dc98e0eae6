package org.bestiary.experiments.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.Transfer;
import org.bestiary.experiments.transfer.FeatureCache;
import org.bestiary.experiments.transfer.FeatureTable;
import org.bestiary.experiments.transfer.PlannedPhase;
import org.bestiary.zoo.graph.ConfigurationBuilder;
import org.bestiary.zoo.graph.Head;
import org.bestiary.zoo.graph.LayerNames;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.weights.StockExport;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Training the head alone, on features of a frozen base that are computed once. The head begins and learns as it would on top
 * of the base.
 */
final class CachedBase implements AutoCloseable {
    private static final int BATCH = 32;
    private static final String FOLDER = "features";

    private final Plan plan;
    private final ComputationGraph whole;
    private final Network head;
    private final List<FeatureTable> training = new ArrayList<>();
    private final List<FeatureTable> validation = new ArrayList<>();

    private CachedBase(Plan plan, ComputationGraph whole) {
        this.plan = plan;
        this.whole = whole;
        this.head = Head.alone(plan.network(), plan.base().orElseThrow());
    }

    /** Whether a plan asks for it. */
    static Optional<Transfer.CacheFeatures> wanted(Plan plan) {
        return plan.spec().model().transfer().flatMap(Transfer::cacheFeatures);
    }

    /**
     * Computes the features, or finds them.
     *
     * @param plan asks for it
     * @param data its images
     * @param whole the network that training begins with
     * @param options how batches of training images are cut
     * @param cache where features are kept
     */
    static CachedBase of(Plan plan, LoadedDataset data, ComputationGraph whole, LoadOptions options, FeatureCache cache)
            throws IOException {
        CachedBase cached = new CachedBase(plan, whole);
        LoadOptions plain = LoadOptions.batch(BATCH).withLayout(options.layout());
        plain = plain.withNormalisation(options.normalisation().orElseThrow());
        LoadOptions changed = options.augmentation().isPresent()
                ? plain.withAugmentation(options.augmentation().get(), options.augmentSeed())
                : plain;
        ComputationGraph base = cached.base();
        int copies = wanted(plan).flatMap(Transfer.CacheFeatures::copies).orElse(1);
        for (int copy = 0; copy < copies; copy++) {
            cached.training.add(cached.features(base, data, Split.TRAIN, changed, copy, cache));
        }
        if (data.images(Split.VALIDATION).count() > 0) {
            cached.validation.add(cached.features(base, data, Split.VALIDATION, plain, 0, cache));
        }
        return cached;
    }

    /** Where the features of the runs in a directory are kept. */
    static FeatureCache in(Path runs, TrainingView view) {
        return new FeatureCache(runs.resolve(FOLDER), view::note);
    }

    /** The frozen layers by themselves, with their parameters. */
    private ComputationGraph base() {
        Network part = plan.base().orElseThrow();
        ComputationGraph base =
                new ComputationGraph(ConfigurationBuilder.build(part, plan.options(), Training.defaults()));
        base.init();
        StockExport.copyLayers(whole, base, new HashSet<>(new LayerNames(part).all()));
        return base;
    }

    private FeatureTable features(
            ComputationGraph base, LoadedDataset data, Split split, LoadOptions options, int copy, FeatureCache cache)
            throws IOException {
        List<String> dependsOn = List.of(
                "weights " + ParametersDigest.of(base.params()),
                "images " + data.images(split).sha256(),
                "normalisation " + options.normalisation().orElseThrow(),
                "augmentation "
                        + options.augmentation().map(Augmentation::identity).orElse("none") + " "
                        + options.augmentSeed()
                        + " copy " + copy,
                "label smoothing "
                        + (split == Split.TRAIN ? plan.spec().training().labelSmoothing() : 0),
                "network " + plan.network().id() + " " + plan.network().input() + " "
                        + new TreeMap<>(plan.options().settings()),
                "layer " + plan.base().orElseThrow().outputs().get(0).name(),
                "engine " + plan.options().engine().id());
        String title = (split == Split.TRAIN ? "training" : "validation") + " images"
                + (copy > 0 ? ", copy " + (copy + 1) : "");
        try (BatchIterator images = data.open(split, options)) {
            images.seek(copy, 0);
            return cache.get(dependsOn, title, new BaseFeatures(base, images, plan));
        }
    }

    /** The phase of the plan, of the head alone. */
    Plan trained() {
        PlannedPhase phase = plan.phases().get(0);
        Map<String, Double> factors = phase.rateFactors().entrySet().stream()
                .filter(e -> e.getKey().startsWith(Head.PREFIX))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return plan.withPhases(List.of(new PlannedPhase(phase.title(), head, phase.recipe(), factors, false)));
    }

    /** The head alone, as it begins on top of the base. */
    ComputationGraph first(Streams streams) {
        ComputationGraph alone = plan.build(trained().phases().get(0), streams);
        StockExport.copyLayers(whole, alone, layers());
        return alone;
    }

    /** The whole network with a trained head; the same object each time. */
    ComputationGraph whole(ComputationGraph trained) {
        StockExport.copyLayers(trained, whole, layers());
        return whole;
    }

    private Set<String> layers() {
        return new HashSet<>(new LayerNames(head).all());
    }

    /** Batches of features in the order that {@code images} come in. */
    Batches open(Split split, BatchIterator images, LoadOptions options) {
        return new FeatureBatches(split == Split.TRAIN ? training : validation, images, options.layout());
    }

    @Override
    public void close() {
        training.forEach(FeatureTable::close);
        validation.forEach(FeatureTable::close);
    }
}
