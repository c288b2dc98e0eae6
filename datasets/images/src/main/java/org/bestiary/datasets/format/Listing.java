package org.bestiary.datasets.format;

import java.util.List;

/** Names in a sentence, not more than a person reads. */
final class Listing {
    private static final int USUAL = 5;

    private Listing() {}

    /** The first names, and how many more there are. */
    static String of(List<String> names) {
        return of(names, USUAL);
    }

    /** The first names, and how many more there are. */
    static String of(List<String> names, int most) {
        return names.size() <= most
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
    }
}
