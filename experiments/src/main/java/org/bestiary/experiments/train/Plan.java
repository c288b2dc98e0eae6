package org.bestiary.experiments.train;

import java.util.Map;
import java.util.Optional;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageShape;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.augment.Presets;
import org.bestiary.datasets.catalog.Catalog;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Network;

/**
 * An experiment with its names resolved: everything that can be wrong about it without reading an image has been checked.
 *
 * @param spec the experiment
 * @param architecture the network
 * @param options what it is built for: the data's images and classes
 * @param network the network, described
 * @param dataset the data set
 * @param augmentation how training images are changed, if at all
 */
public record Plan(
        ExperimentSpec spec,
        Architecture architecture,
        BuildOptions options,
        Network network,
        ImageDataset dataset,
        Optional<Augmentation> augmentation) {

    /**
     * Resolves a spec.
     *
     * @throws SpecException if a name is unknown or network and data do not fit; the message says where in the spec
     */
    public static Plan of(SpecReader.Located located) {
        ExperimentSpec spec = located.spec();
        ImageDataset dataset =
                at(located, "data.id", () -> Catalog.standard().find(spec.data().id()));
        Architecture architecture =
                at(located, "model.id", () -> Zoo.find(spec.model().id()));
        ImageShape image = dataset.card().shape();
        BuildOptions options = BuildOptions.defaults()
                .input(Shape.map(image.channels(), image.height(), image.width()))
                .classes(dataset.card().classes().size())
                .engine(Engine.parse(spec.engine()));
        for (Map.Entry<String, String> setting : spec.model().options().entrySet()) {
            options = options.set(setting.getKey(), setting.getValue());
        }
        BuildOptions complete = options;
        String place = spec.model().options().isEmpty() ? "model.id" : "model.options";
        Network network = at(located, place, () -> architecture.network(complete));
        return new Plan(spec, architecture, options, network, dataset, augmentation(located, image));
    }

    private static Optional<Augmentation> augmentation(SpecReader.Located located, ImageShape image) {
        if (!located.spec().data().isAugmented()) {
            return Optional.empty();
        }
        Augmentation found = at(
                located,
                "data.augment",
                () -> Presets.find(located.spec().data().augment()));
        if (!found.shape(image).equals(image)) {
            throw located.mistake(
                    "data.augment",
                    "an augmentation must keep the size of the images, but " + found.name() + " makes "
                            + found.shape(image) + " of " + image);
        }
        return Optional.of(found);
    }

    /** Reads the data. */
    LoadedDataset load(DataDirectory directory) {
        return LoadedDataset.load(
                dataset,
                directory,
                new ValidationSplit(spec.data().validation(), spec.data().splitSeed()));
    }

    private interface Step<T> {
        T take();
    }

    private static <T> T at(SpecReader.Located located, String path, Step<T> step) {
        try {
            return step.take();
        } catch (ZooException | DataException e) {
            throw located.mistake(path, e.getMessage());
        }
    }
}
