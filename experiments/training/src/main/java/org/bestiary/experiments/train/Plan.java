package org.bestiary.experiments.train;

import java.util.List;
import java.util.Optional;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.Holdout;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.TrainingSpec;
import org.bestiary.experiments.config.Transfer;
import org.bestiary.experiments.transfer.PlannedPhase;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.graph.ConfigurationBuilder;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Head;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Training;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * An experiment with its names resolved: everything that can be wrong about it without reading an image has been checked.
 *
 * @param origin the spec with one network, and where its entries stand
 * @param architecture the network
 * @param options what it is built for: the data's images and classes
 * @param network the network, described
 * @param dataset the data set
 * @param augmentation how training images are changed, if at all
 * @param phases what its training consists of, at least one; the last is of {@code network}
 */
public record Plan(
        SpecReader.Located origin,
        Architecture architecture,
        BuildOptions options,
        Network network,
        ImageDataset dataset,
        Optional<Augmentation> augmentation,
        List<PlannedPhase> phases) {

    public Plan {
        phases = List.copyOf(phases);
    }

    /** The experiment. */
    public ExperimentSpec spec() {
        return origin.spec();
    }

    /**
     * Resolves a spec with one network.
     *
     * @throws SpecException if a name is unknown or network and data do not fit; the message says where in the spec
     */
    public static Plan of(SpecReader.Located origin) {
        Planner planner = new Planner(origin);
        return planner.plan(planner.dataset());
    }

    /** The new last layers, where the network gets some. */
    static Optional<Head> head(ExperimentSpec spec, ImageDataset dataset) {
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
        return head(spec(), dataset).map(h -> h.base(original()));
    }

    /** The network without its new head. */
    Network original() {
        return architecture.network(options);
    }

    /** The same with other phases. */
    Plan withPhases(List<PlannedPhase> others) {
        return new Plan(origin, architecture, options, network, dataset, augmentation, others);
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
    LoadedDataset cut(LoadedDataset whole) {
        ExperimentSpec.Data wanted = spec().data();
        int count = whole.images(Split.TRAIN).count();
        int limit = wanted.limit().orElse(count);
        if (limit > count) {
            throw origin.mistake(
                    "data.limit",
                    "data.limit must be at most the " + count + " training images of " + dataset.id() + ", but got "
                            + limit + "; leave it out for all");
        }
        boolean folds = wanted.validation().folds().isPresent();
        String path = "data.validation" + (folds ? ".folds" : "");
        LoadedDataset cut = Planner.at(origin, path, () -> holdingOut(wanted, whole));
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
    TrainingLength length(LoadedDataset data) {
        TrainingSpec training = spec().training();
        TrainingLength length =
                TrainingLength.of(training, data.images(Split.TRAIN).count());
        long warmup = training.schedule().warmupSteps(length.stepsPerEpoch());
        if (warmup >= length.steps()) {
            boolean inSteps = training.schedule().warmup().orElseThrow().steps().isPresent();
            throw origin.mistake(
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
                phase.network(), options.seed(streams.init()), phase.recipe().updates()));
        net.init();
        return net;
    }

    /** A configuration of the network for an engine, for inference. */
    ComputationGraphConfiguration configuration(Engine engine) {
        return ConfigurationBuilder.build(network, options.engine(engine), Training.defaults());
    }
}
