package org.bestiary.datasets.datavec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bestiary.datasets.DataException;

/**
 * Which values of a record are its label and its features.
 *
 * @param names of the values; empty if they have none
 * @param width how many values a record has
 * @param label the label's place; -1 if it is not one of the values
 * @param features places of the features, in order
 */
record RecordColumns(Optional<List<String>> names, int width, int label, List<Integer> features) {
    /** What the label's column is called when nobody says which it is. */
    static final List<String> LABEL_NAMES = List.of("label", "class", "target");

    private static final String MARK = "\uFEFF"; // which some programs write before the first line

    RecordColumns {
        features = List.copyOf(features);
    }

    /**
     * Finds the columns.
     *
     * @param names of the values, where they have names
     * @param width how many values a record has
     * @param options say which column is the label, and which are left out
     * @param inValues whether the label is one of the values
     * @param file for messages
     * @throws DataException if there is no such column, or nobody says which is the label
     */
    static RecordColumns of(
            Optional<List<String>> names, int width, RecordsOptions options, boolean inValues, String file) {
        int label = inValues ? label(names, width, options.label(), file) : -1;
        List<Integer> ignored = options.ignore().stream()
                .map(column -> find(column, names, width, "ignore", file))
                .toList();
        if (ignored.contains(label)) {
            throw new DataException(
                    "The label cannot be ignored, but ignore names column " + label + " of " + file + ".");
        }
        List<Integer> features = IntStream.range(0, width)
                .filter(i -> i != label && !ignored.contains(i))
                .boxed()
                .toList();
        if (features.isEmpty()) {
            throw new DataException("Records need a value beside the label, but " + file + " has " + width
                    + " in a record; is the delimiter another one?");
        }
        return new RecordColumns(names, width, label, features);
    }

    private static int label(Optional<List<String>> names, int width, Optional<String> asked, String file) {
        if (asked.isPresent()) {
            return find(asked.get(), names, width, "label", file);
        }
        List<Integer> found = new ArrayList<>();
        names.ifPresent(all -> IntStream.range(0, all.size())
                .filter(i -> LABEL_NAMES.contains(all.get(i)))
                .forEach(found::add));
        if (found.size() != 1) {
            throw new DataException("Which column of " + file + " is the label must be said, because "
                    + (found.isEmpty() ? "none" : "more than one") + " is called " + String.join(", ", LABEL_NAMES)
                    + "; add label=first, label=last, or its name or number from 0" + columns(names) + ".");
        }
        return found.get(0);
    }

    private static int find(String column, Optional<List<String>> names, int width, String option, String file) {
        if (names.isPresent() && names.get().contains(column)) {
            return names.get().indexOf(column);
        }
        int place = place(column, width);
        if (place < 0) {
            throw new DataException("Option " + option + " names no column of " + file + ": got '" + column + "' for "
                    + width + " columns" + columns(names) + ".");
        }
        return place;
    }

    private static String columns(Optional<List<String>> names) {
        return names.map(all -> " (" + String.join(", ", all.subList(0, Math.min(8, all.size())))
                        + (all.size() > 8 ? ", ..." : "") + ")")
                .orElse("");
    }

    /** A place said by {@code first}, {@code last} or a number; -1 if it is none of a record of this width. */
    static int place(String column, int width) {
        int place = switch (column) {
            case "first" -> 0;
            case "last" -> width - 1;
            default -> column.matches("\\d{1,9}") ? Integer.parseInt(column) : -1;
        };
        return place < width ? place : -1;
    }

    /** A name as it is compared: without what stands around it. */
    static String plain(String name) {
        return name.replace(MARK, "").strip();
    }

    /** How a value is called in messages. */
    String called(int place) {
        return names.map(all -> "value '" + all.get(place) + "'").orElse("value " + (place + 1));
    }
}
