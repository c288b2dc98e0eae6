package org.bestiary.experiments.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.CatalogException;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.memory.ChannelStatistics;

/** How pixels become the numbers that a network reads: one of several ways by name, or given numbers. */
public sealed interface NormaliseSpec {
    /** The entry of a spec that this is. */
    String PATH = "data.normalise";

    /**
     * The numbers.
     *
     * @param card of the data set
     * @param training the images that are learnt from, where they are looked at
     * @throws CatalogException if given numbers are not for these images
     */
    Normalisation of(DatasetCard card, Supplier<ImageTable> training);

    /** Whether it is for pixels only, and means nothing for other numbers, such as those of sensors. */
    default boolean isOfPixels() {
        return this != Named.SET && this != Named.MEASURED;
    }

    /** As a spec and the record of a run hold it. */
    @JsonValue
    JsonNode tree();

    /** The ways that have a name. */
    enum Named implements NormaliseSpec {
        /** Mean and deviation that the data set's card has. */
        SET {
            @Override
            public Normalisation of(DatasetCard card, Supplier<ImageTable> training) {
                return card.normalisation();
            }
        },
        /** Divided by 255: 0 to 1. */
        UNIT {
            @Override
            public Normalisation of(DatasetCard card, Supplier<ImageTable> training) {
                return Normalisation.none(card.shape().channels());
            }
        },
        /** Divided by 127.5, less 1: -1 to 1. */
        MINUS_ONE_TO_ONE {
            @Override
            public Normalisation of(DatasetCard card, Supplier<ImageTable> training) {
                return Normalisation.alike(card.shape().channels(), 0.5, 0.5);
            }
        },
        /** Mean and deviation of each channel, of the images that are learnt from. */
        MEASURED {
            @Override
            public Normalisation of(DatasetCard card, Supplier<ImageTable> training) {
                return ChannelStatistics.of(training.get()).normalisation();
            }
        },
        /** Divided by 255, less the mean of the images that are learnt from at each place. */
        MEAN_IMAGE {
            @Override
            public Normalisation of(DatasetCard card, Supplier<ImageTable> training) {
                return Normalisation.around(ChannelStatistics.meanImage(training.get()));
            }
        };

        @Override
        public JsonNode tree() {
            return JsonNodeFactory.instance.textNode(toString());
        }

        /** As it is written: lower case, with dashes. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Numbers, where white is 1.
     *
     * @param mean what is taken off, for each channel or one for all
     * @param std what is divided by then, for each channel or one for all
     */
    record Given(List<Double> mean, List<Double> std) implements NormaliseSpec {
        public Given {
            mean = List.copyOf(mean);
            std = List.copyOf(std);
        }

        @Override
        public Normalisation of(DatasetCard card, Supplier<ImageTable> training) {
            return numbers(card.shape().channels());
        }

        /**
         * The numbers for images of so many channels.
         *
         * @throws CatalogException if they are for others
         */
        public Normalisation numbers(int channels) {
            return new Normalisation(spread("mean", mean, channels), spread("std", std, channels));
        }

        private static List<Double> spread(String name, List<Double> given, int channels) {
            if (given.size() != 1 && given.size() != channels) {
                throw new CatalogException(
                        PATH + "." + name,
                        PATH + "." + name + " must have a number for each channel, " + channels
                                + ", or one for all, but" + " got " + given);
            }
            return given.size() == channels ? given : Collections.nCopies(channels, given.get(0));
        }

        @Override
        public JsonNode tree() {
            ObjectNode tree = JsonNodeFactory.instance.objectNode();
            mean.forEach(tree.putArray("mean")::add);
            std.forEach(tree.putArray("std")::add);
            return tree;
        }
    }

    /**
     * Reads it.
     *
     * @param tree a name, or a mapping of mean and std to numbers
     * @throws CatalogException if it is neither
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static NormaliseSpec of(JsonNode tree) {
        if (tree instanceof ObjectNode mapping) {
            for (String name : (Iterable<String>) mapping::fieldNames) {
                if (!name.equals("mean") && !name.equals("std")) {
                    throw new CatalogException(
                            PATH + "." + name,
                            PATH + " has no entry '" + name + "'" + Names.hint(name, List.of("mean", "std")));
                }
            }
            return new Given(numbers(mapping, "mean", Bounds.from(0, 1)), numbers(mapping, "std", Bounds.above(0, 1)));
        }
        List<String> names = Arrays.stream(Named.values()).map(Named::toString).toList();
        int at = names.indexOf(tree.asText());
        if (at < 0) {
            throw new CatalogException(
                    PATH,
                    PATH + " must be one of " + String.join(", ", names) + ", or {mean: [...], std: [...]}, but got "
                            + tree + (tree.isTextual() ? Names.suggestion(tree.asText(), names) : ""));
        }
        return Named.values()[at];
    }

    private static List<Double> numbers(ObjectNode mapping, String name, Bounds bounds) {
        String path = PATH + "." + name;
        JsonNode given = mapping.path(name);
        Parameter rule = Parameter.decimal(name, bounds, "a number where white is 1");
        List<Double> numbers = new ArrayList<>();
        for (JsonNode number : given.isArray() ? given : List.of(given)) {
            if (!number.isNumber()) {
                throw new CatalogException(
                        path,
                        path + " must be a list of numbers where white is 1, one for each channel, but got "
                                + (given.isMissingNode() ? "none" : given) + "; for example " + name
                                + ": [0.5, 0.5, 0.5]");
            }
            if (!bounds.contains(number.asDouble()) && number.asDouble() > 1) {
                throw new CatalogException(
                        path,
                        path + " must be " + bounds.rule() + ", where white is 1, but got " + number
                                + "; divide numbers of pixels from 0 to 255 by 255");
            }
            numbers.add((Double) rule.check(path, number.asDouble()));
        }
        if (numbers.isEmpty()) {
            throw new CatalogException(path, path + " must have a number for each channel, but got none");
        }
        return numbers;
    }

    /** The rule that a tree breaks; empty if it breaks none. */
    static Optional<Violation> check(JsonNode tree) {
        try {
            of(tree);
            return Optional.empty();
        } catch (CatalogException e) {
            return Optional.of(new Violation(e.path(), e.getMessage()));
        }
    }
}
