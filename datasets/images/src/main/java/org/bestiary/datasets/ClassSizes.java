package org.bestiary.datasets;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many images each class has, in label order.
 *
 * @param train training images as published, before a validation share is cut from them
 * @param test test images
 */
public record ClassSizes(List<Integer> train, List<Integer> test) {
    /** Copies the lists. */
    public ClassSizes {
        train = List.copyOf(train);
        test = List.copyOf(test);
        if (train.size() != test.size()) {
            throw new DataException("Sizes are of the same classes, got " + train.size() + " of training and "
                    + test.size() + " of test images.");
        }
    }

    /**
     * Those of a set that has as many images of each class as its sizes allow.
     *
     * @param card of the set
     * @return the sizes of the card, divided evenly; what is left over goes to the first classes
     */
    public static ClassSizes even(DatasetCard card) {
        int classes = card.classes().size();
        return new ClassSizes(even(card.trainSize(), classes), even(card.testSize(), classes));
    }

    private static List<Integer> even(int images, int classes) {
        return IntStream.range(0, classes)
                .mapToObj(label -> images / classes + (label < images % classes ? 1 : 0))
                .toList();
    }
}
