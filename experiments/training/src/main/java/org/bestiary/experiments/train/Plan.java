package org.bestiary.experiments.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.common.BestiaryException;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.Holdout;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.augment.Recipe;
import org.bestiary.datasets.catalog.Catalog;
import org.bestiary.datasets.catalog.ChosenClasses;
import org.bestiary.datasets.catalog.SoundImages;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.AugmentSpec;
import org.bestiary.experiments.config.ClassChoice;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.NormaliseSpec;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.TrainingSpec;
import org.bestiary.experiments.config.Transfer;
import org.bestiary.experiments.config.Trial;
import org.bestiary.experiments.transfer.PhasePlanner;
import org.bestiary.experiments.transfer.PlannedPhase;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.ConfigurationBuilder;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Head;
import org.bestiary.zoo.graph.LayerNames;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.op.Dropout;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * An experiment with its names resolved: everything that can be wrong about it without reading an image has been checked.
 *
 * @param spec the experiment
 * @param architecture the network
 * @param options what it is built for: the data's images and classes
 * @param network the network, described
 * @param dataset the data set
 * @param augmentation how training images are changed, if at all
 * @param phases what its training consists of, at least one; the last is of {@code network}
 */
public record Plan(
        ExperimentSpec spec,
        Architecture architecture,
        BuildOptions options,
        Network network,
        ImageDataset dataset,
        Optional<Augmentation> augmentation,
        List<PlannedPhase> phases) {

    public Plan {
        phases = List.copyOf(phases);
    }

    private static final String DROPOUT = "dropout";

    /**
     * Resolves a spec with one network.
     *
     * @throws SpecException if a name is unknown or network and data do not fit; the message says where in the spec
     */
    public static Plan of(SpecReader.Located located) {
        return of(located, dataset(located));
    }

    /**
     * Resolves a spec with one network whose data set is known.
     *
     * @throws SpecException if a name is unknown or network and data do not fit; the message says where in the spec
     */
    static Plan of(SpecReader.Located located, ImageDataset dataset) {
        ExperimentSpec spec = located.spec();
        Architecture architecture =
                at(located, "model.id", () -> Zoo.find(spec.model().id()));
        ImageShape image = dataset.card().shape();
        if (spec.data().normalise().orElse(NormaliseSpec.Named.SET) instanceof NormaliseSpec.Given given) {
            at(located, NormaliseSpec.PATH, () -> given.numbers(image.channels()));
        }
        BuildOptions options = BuildOptions.defaults()
                .input(Shape.map(image.channels(), image.height(), image.width()))
                .classes(dataset.card().classes().size())
                .engine(Engine.parse(spec.engine()));
        for (Map.Entry<String, String> setting : spec.model().options().entrySet()) {
            options = options.set(setting.getKey(), setting.getValue());
        }
        if (spec.training().dropout().isPresent()) {
            if (!offersDropout(architecture)) {
                throw located.mistake(
                        "training.dropout",
                        "training.dropout is for networks with dropout layers, but " + architecture.id()
                                + " has none that can be set; leave it out");
            }
            options = options.set(DROPOUT, spec.training().dropout().get().toString());
        }
        if (spec.trial() == Trial.OVERFIT_ONE_BATCH && offersDropout(architecture)) {
            options = options.set(DROPOUT, "0");
        }
        BuildOptions complete = options;
        String place = spec.model().options().isEmpty() ? "model.id" : "model.options";
        Network whole = at(located, place, () -> architecture.network(complete));
        Network network = head(spec, dataset)
                .map(h -> at(located, "model.transfer.head", () -> h.on(whole)))
                .orElse(whole);
        List<PlannedPhase> phases =
                PhasePlanner.of(located, network, id -> Zoo.find(id).network(complete));
        Plan plan = new Plan(spec, architecture, options, network, dataset, augmentation(located, image), phases);
        plan.checkTransfer(located);
        spec.training()
                .classWeights()
                .ifPresent(w -> at(
                        located,
                        "training.classWeights",
                        () -> LossWeights.given(w, dataset.card().classes())));
        plan.checkPictures(located);
        return plan;
    }

    /**
     * The data of a spec, with the classes that it chooses.
     *
     * @throws SpecException if there is no such data set or class
     */
    static ImageDataset dataset(SpecReader.Located located) {
        ExperimentSpec.Data data = located.spec().data();
        ImageDataset whole = at(located, "data.id", () -> Catalog.standard().find(data.id()));
        ImageDataset sound = data.skipBad().orElse(false) ? new SoundImages(whole) : whole;
        return data.classes()
                .map(classes -> at(
                        located,
                        "data.classes",
                        () -> ChosenClasses.of(
                                sound, classes.stream().map(ClassChoice::group).toList())))
                .orElse(sound);
    }

    /** The new last layers, where the network gets some. */
    private static Optional<Head> head(ExperimentSpec spec, ImageDataset dataset) {
        return spec.model()
                .transfer()
                .map(Transfer::head)
                .map(h -> new Head(
                        h.at().orElse(""),
                        h.dense(),
                        h.dropout(),
                        h.sigmoid() ? 1 : dataset.card().classes().size()));
    }

    /** What of the network with a new head comes from elsewhere; empty where there is none. */
    Optional<Network> base() {
        return head(spec, dataset).map(h -> h.base(original()));
    }

    /** The network without its new head. */
    Network original() {
        return architecture.network(options);
    }

    /** The same with other phases. */
    Plan withPhases(List<PlannedPhase> others) {
        return new Plan(spec, architecture, options, network, dataset, augmentation, others);
    }

    /** Numbers that are no pixels cannot be changed as pictures are. */
    private void checkPictures(SpecReader.Located located) {
        if (dataset.preparation().takesPictures()) {
            return;
        }
        spec.data().normalise().filter(NormaliseSpec::isOfPixels).ifPresent(choice -> {
            throw located.mistake(
                    NormaliseSpec.PATH,
                    NormaliseSpec.PATH + " must be set or measured for numbers that are no pixels, as those of "
                            + dataset.id() + ", but got " + choice.tree() + "; leave it out");
        });
        if (augmentation.isPresent() && augmentation.get().changesImages()) {
            throw located.mistake(
                    "data.augment",
                    "an augmentation changes pixels, but " + dataset.id() + " has numbers that are none; leave it out");
        }
    }

    private void checkTransfer(SpecReader.Located located) {
        int classes = dataset.card().classes().size();
        if (network.classes() == 1 && classes != 2) {
            throw located.mistake(
                    "model.transfer.head.sigmoid",
                    "model.transfer.head.sigmoid is for two classes, but " + dataset.id() + " has " + classes
                            + "; leave it out");
        }
        if (CachedBase.wanted(this).isPresent()) {
            checkCache(located, "model.transfer.cacheFeatures");
        }
    }

    /** Features can be computed once if nothing below the head changes, or is random, in training. */
    private void checkCache(SpecReader.Located located, String path) {
        Network kept = base().orElseThrow();
        List<String> learning = new ArrayList<>(new LayerNames(kept).all());
        learning.removeAll(phases.get(0).frozen());
        if (!learning.isEmpty()) {
            throw located.mistake(
                    path,
                    path + " is for a base that is frozen altogether, but " + learning.get(0)
                            + " learns; add it to model.transfer.freeze, or freeze: [base]");
        }
        kept.nodes().stream().filter(n -> n.op() instanceof Dropout).findFirst().ifPresent(n -> {
            throw located.mistake(
                    path,
                    path + " is for a base that computes the same each time, but " + n.name()
                            + " drops at random; put the head below it with model.transfer.head.at");
        });
        augmentation.filter(a -> a instanceof Recipe r && r.mixes()).ifPresent(a -> {
            throw located.mistake(
                    path,
                    path + " keeps the features of single images, but the augmentation " + a.name()
                            + " mixes them; choose another one");
        });
    }

    private static Optional<Augmentation> augmentation(SpecReader.Located located, ImageShape image) {
        if (!located.spec().data().isAugmented()) {
            return Optional.empty();
        }
        Recipe recipe = located.spec().data().augment().recipe().orElseThrow();
        ImageShape made = at(located, AugmentSpec.PATH, () -> recipe.shape(image));
        if (!made.equals(image)) {
            throw located.mistake(
                    AugmentSpec.PATH,
                    "an augmentation must keep the size of the images, but " + recipe.name() + " makes " + made + " of "
                            + image + "; leave out the sizes of its steps, or end with the size of the images");
        }
        TrainingSpec training = located.spec().training();
        if (training.isMixing() && recipe.mixes()) {
            throw located.mistake(
                    training.mixup() > 0 ? "training.mixup" : "training.cutmix",
                    "images must be mixed once, but the augmentation " + recipe.name()
                            + " mixes them already; leave one of the two out");
        }
        return Optional.of(recipe);
    }

    /** Whether the share that a network's dropout layers drop can be set. */
    static boolean offersDropout(Architecture architecture) {
        return architecture.options().stream().anyMatch(o -> o.name().equals(DROPOUT));
    }

    /** Reads the data, with nothing held out. */
    LoadedDataset read(DataDirectory directory) {
        return LoadedDataset.load(dataset, directory, ValidationSplit.NONE);
    }

    /**
     * Takes as many images as the spec asks for, and holds out those to validate with.
     *
     * @param whole the data with nothing held out
     * @throws SpecException if the spec asks for more images than there are
     */
    LoadedDataset cut(LoadedDataset whole, SpecReader.Located located) {
        ExperimentSpec.Data wanted = spec.data();
        int count = whole.images(Split.TRAIN).count();
        int limit = wanted.limit().orElse(count);
        if (limit > count) {
            throw located.mistake(
                    "data.limit",
                    "data.limit must be at most the " + count + " training images of " + dataset.id() + ", but got "
                            + limit + "; leave it out for all");
        }
        boolean folds = wanted.validation().folds().isPresent();
        String path = "data.validation" + (folds ? ".folds" : "");
        LoadedDataset cut = at(located, path, () -> holdingOut(wanted, whole));
        if (wanted.limit().isEmpty() || folds) {
            return cut;
        }
        int test = cut.images(Split.TEST).count();
        if (cut.hasOwnValidation()) {
            return cut.limited(limit, cut.images(Split.VALIDATION).count(), test, wanted.splitSeed());
        }
        int held = (int) Math.round(limit * wanted.validation().part());
        return cut.limited(limit - held, held, test, wanted.splitSeed());
    }

    /**
     * Holds out images to validate with: a share of all there are, or a fold of those that are used, each of which is then
     * validated with once.
     *
     * @param whole the data with nothing held out
     */
    static LoadedDataset holdingOut(ExperimentSpec.Data wanted, LoadedDataset whole) {
        Holdout holdout = wanted.holdout();
        if (holdout instanceof ValidationSplit) {
            return whole.holdingOut(holdout);
        }
        int limit = wanted.limit().orElse(Integer.MAX_VALUE);
        return whole.limited(limit, 0, whole.images(Split.TEST).count(), wanted.splitSeed())
                .holdingOut(holdout);
    }

    /**
     * How long the training lasts on these images.
     *
     * @throws SpecException if what depends on it does not fit, such as a warm-up in epochs and a length in steps
     */
    TrainingLength length(LoadedDataset data, SpecReader.Located located) {
        TrainingLength length =
                TrainingLength.of(spec.training(), data.images(Split.TRAIN).count());
        long warmup = Schedules.warmup(spec.training().schedule(), length);
        if (warmup >= length.steps()) {
            boolean inSteps =
                    spec.training().schedule().warmup().orElseThrow().steps().isPresent();
            throw located.mistake(
                    "training.schedule.warmup." + (inSteps ? "steps" : "epochs"),
                    "training.schedule.warmup must be shorter than the training of " + length.steps()
                            + " updates, but got " + warmup + "; the nearest is steps: "
                            + Math.max(1, length.steps() - 1));
        }
        return length;
    }

    /** The network of a phase with weights drawn at random, ready to be trained. */
    ComputationGraph build(PlannedPhase phase, Streams streams) {
        ComputationGraph net = new ComputationGraph(ConfigurationBuilder.build(
                phase.network(), options.seed(streams.init()), Optimisers.training(phase.recipe())));
        net.init();
        return net;
    }

    /** A configuration of the network for an engine, for inference. */
    ComputationGraphConfiguration configuration(Engine engine) {
        return ConfigurationBuilder.build(network, options.engine(engine), Training.defaults());
    }

    private interface Step<T> {
        T take();
    }

    private static <T> T at(SpecReader.Located located, String path, Step<T> step) {
        try {
            return step.take();
        } catch (BestiaryException e) {
            throw located.mistake(path, e.getMessage());
        }
    }
}
