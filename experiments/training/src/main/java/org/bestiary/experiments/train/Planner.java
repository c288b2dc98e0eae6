package org.bestiary.experiments.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.common.BestiaryException;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.augment.Recipe;
import org.bestiary.datasets.catalog.ChosenClasses;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.datasets.catalog.SoundImages;
import org.bestiary.experiments.config.AugmentSpec;
import org.bestiary.experiments.config.ClassChoice;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.NormaliseSpec;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.TrainingSpec;
import org.bestiary.experiments.config.TryOut;
import org.bestiary.experiments.transfer.PhasePlanner;
import org.bestiary.experiments.transfer.PlannedPhase;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.LayerNames;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.op.Dropout;

/** Resolves a spec with one network to a {@link Plan}: finds what is named, and checks that it fits together. */
final class Planner {
    private static final String DROPOUT = "dropout";

    private final SpecReader.Located origin;
    private final ExperimentSpec spec;

    Planner(SpecReader.Located origin) {
        this.origin = origin;
        this.spec = origin.spec();
    }

    /**
     * Resolves the spec for a data set.
     *
     * @throws SpecException if a name is unknown or network and data do not fit; the message says where in the spec
     */
    Plan plan(ImageDataset dataset) {
        Architecture architecture = at("model.id", () -> Zoo.find(spec.model().id()));
        ImageShape image = dataset.card().shape();
        if (spec.data().normalise().orElse(NormaliseSpec.Named.SET) instanceof NormaliseSpec.Given given) {
            at(NormaliseSpec.PATH, () -> given.numbers(image.channels()));
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
                throw origin.mistake(
                        "training.dropout",
                        "training.dropout is for networks with dropout layers, but " + architecture.id()
                                + " has none that can be set; leave it out");
            }
            options = options.set(DROPOUT, spec.training().dropout().get().toString());
        }
        if (spec.trial() == TryOut.OVERFIT_ONE_BATCH && offersDropout(architecture)) {
            options = options.set(DROPOUT, "0");
        }
        BuildOptions complete = options;
        String place = spec.model().options().isEmpty() ? "model.id" : "model.options";
        Network whole = at(place, () -> architecture.network(complete));
        Network network = Plan.head(spec, dataset)
                .map(h -> at("model.transfer.head", () -> h.on(whole)))
                .orElse(whole);
        List<PlannedPhase> phases =
                PhasePlanner.of(origin, network, id -> Zoo.find(id).network(complete));
        Plan plan = new Plan(origin, architecture, options, network, dataset, augmentation(image), phases);
        checkTransfer(plan);
        spec.training()
                .classWeights()
                .ifPresent(w -> at(
                        "training.classWeights",
                        () -> LossWeights.given(w, dataset.card().classes())));
        checkPictures(plan);
        return plan;
    }

    /**
     * The data of a spec, with the classes that it chooses.
     *
     * @throws SpecException if there is no such data set or class
     */
    ImageDataset dataset() {
        ExperimentSpec.Data data = spec.data();
        ImageDataset whole = at("data.id", () -> Datasets.standard().find(data.id()));
        ImageDataset sound = data.skipBad().orElse(false) ? new SoundImages(whole) : whole;
        return data.classes()
                .map(classes -> at(
                        "data.classes",
                        () -> ChosenClasses.of(
                                sound, classes.stream().map(ClassChoice::group).toList())))
                .orElse(sound);
    }

    /** Numbers that are no pixels cannot be changed as pictures are. */
    private void checkPictures(Plan plan) {
        ImageDataset dataset = plan.dataset();
        if (dataset.preparation().takesPictures()) {
            return;
        }
        spec.data().normalise().filter(NormaliseSpec::isOfPixels).ifPresent(choice -> {
            throw origin.mistake(
                    NormaliseSpec.PATH,
                    NormaliseSpec.PATH + " must be set or measured for numbers that are no pixels, as those of "
                            + dataset.id() + ", but got " + choice.tree() + "; leave it out");
        });
        if (plan.augmentation().isPresent() && plan.augmentation().get().changesImages()) {
            throw origin.mistake(
                    "data.augment",
                    "an augmentation changes pixels, but " + dataset.id() + " has numbers that are none; leave it out");
        }
    }

    private void checkTransfer(Plan plan) {
        int classes = plan.dataset().card().classes().size();
        if (plan.network().classes() == 1 && classes != 2) {
            throw origin.mistake(
                    "model.transfer.head.sigmoid",
                    "model.transfer.head.sigmoid is for two classes, but "
                            + plan.dataset().id() + " has " + classes + "; leave it out");
        }
        if (CachedBase.wanted(plan).isPresent()) {
            checkCache(plan, "model.transfer.cacheFeatures");
        }
    }

    /** Features can be computed once if nothing below the head changes, or is random, in training. */
    private void checkCache(Plan plan, String path) {
        Network kept = plan.base().orElseThrow();
        List<String> learning = new ArrayList<>(new LayerNames(kept).all());
        learning.removeAll(plan.phases().get(0).frozen());
        if (!learning.isEmpty()) {
            throw origin.mistake(
                    path,
                    path + " is for a base that is frozen altogether, but " + learning.get(0)
                            + " learns; add it to model.transfer.freeze, or freeze: [base]");
        }
        kept.nodes().stream().filter(n -> n.op() instanceof Dropout).findFirst().ifPresent(n -> {
            throw origin.mistake(
                    path,
                    path + " is for a base that computes the same each time, but " + n.name()
                            + " drops at random; put the head below it with model.transfer.head.at");
        });
        plan.augmentation().filter(a -> a instanceof Recipe r && r.mixes()).ifPresent(a -> {
            throw origin.mistake(
                    path,
                    path + " keeps the features of single images, but the augmentation " + a.name()
                            + " mixes them; choose another one");
        });
    }

    private Optional<Augmentation> augmentation(ImageShape image) {
        if (!spec.data().isAugmented()) {
            return Optional.empty();
        }
        Recipe recipe = spec.data().augment().recipe().orElseThrow();
        ImageShape made = at(AugmentSpec.PATH, () -> recipe.shape(image));
        if (!made.equals(image)) {
            throw origin.mistake(
                    AugmentSpec.PATH,
                    "an augmentation must keep the size of the images, but " + recipe.name() + " makes " + made + " of "
                            + image + "; leave out the sizes of its steps, or end with the size of the images");
        }
        TrainingSpec training = spec.training();
        if (training.isMixing() && recipe.mixes()) {
            throw origin.mistake(
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

    private <T> T at(String path, Step<T> step) {
        return at(origin, path, step);
    }

    interface Step<T> {
        T take();
    }

    static <T> T at(SpecReader.Located located, String path, Step<T> step) {
        try {
            return step.take();
        } catch (BestiaryException e) {
            throw located.mistake(path, e.getMessage());
        }
    }
}
