package org.bestiary.experiments.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bestiary.datasets.Holdout;
import org.bestiary.datasets.Sampling;

/**
 * One experiment with one network, complete: every default is filled in. Ranges have been checked against the schema
 * before a record is made. A spec that names several networks, or folds of the training images, becomes one of these for each.
 *
 * @param name how its runs are called
 * @param title one line for people
 * @param model the network
 * @param data the data set
 * @param training how it is trained
 * @param engine {@code fast} or {@code stock}
 * @param seeds one run for each
 * @param trial {@code none}, or which short form of the experiment this is
 */
public record ExperimentSpec(
        String name,
        String title,
        Model model,
        Data data,
        TrainingSpec training,
        String engine,
        List<Long> seeds,
        TryOut trial) {

    public ExperimentSpec {
        seeds = List.copyOf(seeds);
    }

    /** The title, or the name where none is given. */
    @JsonIgnore
    public String heading() {
        return title.isBlank() ? name : title;
    }

    /** The same on another data set, with another training, or as another trial; what else it needs is kept. */
    public ExperimentSpec with(Data newData, TrainingSpec newTraining, List<Long> newSeeds, TryOut newTrial) {
        return new ExperimentSpec(name, title, model, newData, newTraining, engine, newSeeds, newTrial);
    }

    /** One for each fold that its images are divided into; this alone where there is one fold, or none. */
    List<ExperimentSpec> eachFold() {
        return data.validation().each().stream()
                .map(v -> with(data.with(v), training, seeds, trial))
                .toList();
    }

    /**
     * The network.
     *
     * @param id id in the zoo
     * @param name what it is called in tables; empty for its id
     * @param options its own settings
     * @param transfer where its first weights come from; empty for weights drawn at random
     * @param grow smaller networks of its family that it grows from, in order
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Model(
            String id,
            Optional<String> name,
            Map<String, String> options,
            Optional<Transfer> transfer,
            Optional<List<Growth>> grow) {
        public Model {
            options = Map.copyOf(options);
            grow = grow.map(List::copyOf);
        }

        /** The name, or the id where none is given. */
        @JsonIgnore
        public String heading() {
            return name.orElse(id);
        }
    }

    /**
     * A smaller network of the same family that is trained first.
     *
     * @param id id in the zoo
     * @param epochs how long it is trained
     * @param learningRate its learning rate; empty for that of the training
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Growth(String id, int epochs, Optional<Double> learningRate) {}

    /**
     * The data set.
     *
     * @param id id in the catalog
     * @param classes the classes that are used, some of them merged perhaps; empty for all
     * @param limit how many of the training images are used, those held out included; empty for all
     * @param validation which of the training images are held out
     * @param sampling {@code natural} or {@code balanced}; empty for natural
     * @param augment how training images are changed
     * @param normalise how pixels become numbers; empty for as the weights that the network begins with ask for, or else its
     *     data set
     * @param splitSeed seed of the choice of images
     * @param ownValidation whether validation images that the data set brings are used; empty for yes
     * @param skipBad whether images that cannot be decoded are left out; empty for no
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Data(
            String id,
            Optional<List<ClassChoice>> classes,
            Optional<Integer> limit,
            Validation validation,
            Optional<String> sampling,
            AugmentSpec augment,
            Optional<NormaliseSpec> normalise,
            long splitSeed,
            Optional<Boolean> ownValidation,
            Optional<Boolean> skipBad) {
        public Data {
            classes = classes.map(List::copyOf);
        }

        /** Which images are validated with. */
        @JsonIgnore
        public Holdout holdout() {
            return validation.holdout(splitSeed, ownValidation.orElse(true));
        }

        /** The same with other validation images. */
        public Data with(Validation other) {
            return new Data(id, classes, limit, other, sampling, augment, normalise, splitSeed, ownValidation, skipBad);
        }

        /** How often images of each class come in an epoch. */
        public Sampling sampled() {
            return sampling.map(s -> Sampling.valueOf(s.toUpperCase(Locale.ROOT)))
                    .orElse(Sampling.NATURAL);
        }

        /** Whether training images are changed. */
        @JsonIgnore
        public boolean isAugmented() {
            return augment.recipe().isPresent();
        }
    }
}
