package org.bestiary.zoo;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a network is, for people: everything that {@code describe} and the README say of it, except what is counted (see
 * {@link org.bestiary.zoo.analysis.Analysis}).
 *
 * @param title the name as it is written in the field, "LeNet-5"
 * @param family the family that it belongs to, "LeNet"
 * @param paper where it was published
 * @param introduced what it brought that was new, one or two sentences
 * @param use when to use it and when not, one or two sentences
 * @param input default input
 * @param minimumSize the least height and width, in pixels, that it can be built for
 * @param classes default number of classes
 * @param initialisation how the weights start
 * @param departures each difference from the paper (and from the well-known implementations), with reason and effect
 */
public record ModelCard(
        String title,
        String family,
        Paper paper,
        String introduced,
        String use,
        Shape input,
        int minimumSize,
        int classes,
        String initialisation,
        List<String> departures) {
    public ModelCard {
        departures = List.copyOf(departures);
        if (title.isBlank() || family.isBlank() || introduced.isBlank() || use.isBlank() || initialisation.isBlank()) {
            throw new ZooException(
                    "a card must have title, family, what was introduced, use and initialisation: " + title);
        }
        if (minimumSize < 1 || minimumSize > Math.min(input.height(), input.width())) {
            throw new ZooException("minimum size must be from 1 to the default input's size, but got " + minimumSize
                    + " for " + title);
        }
        if (classes < 1) {
            throw new ZooException("classes must be at least 1, but got " + classes + " for " + title);
        }
    }

    /** The card of another variant of the family. */
    public ModelCard titled(String name) {
        return new ModelCard(
                name, family, paper, introduced, use, input, minimumSize, classes, initialisation, departures);
    }

    /** The same with these departures after the family's own. */
    public ModelCard departing(String... more) {
        List<String> all = Stream.concat(departures.stream(), Stream.of(more)).toList();
        return new ModelCard(title, family, paper, introduced, use, input, minimumSize, classes, initialisation, all);
    }

    /** The same for another default input. */
    public ModelCard input(Shape shape, int least) {
        return new ModelCard(title, family, paper, introduced, use, shape, least, classes, initialisation, departures);
    }

    /** The same with another number of classes. */
    public ModelCard classes(int count) {
        return new ModelCard(
                title, family, paper, introduced, use, input, minimumSize, count, initialisation, departures);
    }
}
