package org.bestiary.datasets.datavec;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bestiary.datasets.DataException;

/**
 * Names of classes from the labels of records.
 *
 * @param names in label order: that of numbers if all are whole numbers, otherwise that of letters
 * @param numbers whether 5 and 5.0 are the same class
 */
record ClassNames(List<String> names, boolean numbers) {
    private static final int MOST = 10_000;

    ClassNames {
        names = List.copyOf(names);
    }

    /**
     * The classes that occur.
     *
     * @param labels of all records; at least one
     * @param file for messages
     * @throws DataException if the labels are measured values, or there is one class only
     */
    static ClassNames of(Collection<String> labels, String file) {
        Set<String> words = new TreeSet<>(labels);
        boolean numbers = words.stream().allMatch(Header::isNumber);
        if (!numbers) {
            return new ClassNames(List.copyOf(words), false).checked(file);
        }
        Stream<BigDecimal> values = words.stream().map(BigDecimal::new).map(BigDecimal::stripTrailingZeros);
        List<BigDecimal> sorted =
                values.distinct().sorted(Comparator.naturalOrder()).toList();
        sorted.stream().filter(value -> value.scale() > 0).findFirst().ifPresent(value -> {
            throw new DataException("Labels are names of classes or whole numbers, got " + value.toPlainString()
                    + " in " + file + "; is another column the label?");
        });
        return new ClassNames(sorted.stream().map(BigDecimal::toPlainString).toList(), true).checked(file);
    }

    private ClassNames checked(String file) {
        if (names.size() < 2) {
            throw new DataException("Records need two classes at least, but all of " + file + " have the label '"
                    + names.get(0) + "'; is another column the label?");
        }
        if (names.size() > MOST) {
            throw new DataException("Labels are names of classes, but " + file + " has " + names.size()
                    + " different ones; is another column the label?");
        }
        return this;
    }

    /** The classes that were named beforehand. */
    static ClassNames given(List<String> names) {
        return new ClassNames(names, names.stream().allMatch(Header::isNumber));
    }

    /** The number of each label's class; -1 for those of none. */
    int[] of(List<String> labels) {
        Map<String, Integer> places = new HashMap<>();
        for (String name : names) {
            places.put(name, places.size());
        }
        return labels.stream()
                .mapToInt(label -> places.getOrDefault(plain(label), -1))
                .toArray();
    }

    /** Whether a label names one of the classes. */
    boolean has(String label) {
        return names.contains(plain(label));
    }

    private String plain(String label) {
        return numbers && Header.isNumber(label)
                ? new BigDecimal(label).stripTrailingZeros().toPlainString()
                : label;
    }
}
