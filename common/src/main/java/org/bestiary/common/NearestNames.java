package org.bestiary.common;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody may have meant by a name that does not exist. */
public final class NearestNames {
    private static final int MOST = 3;

    private NearestNames() {}

    /** Up to three known names that are near, nearest first; none when nothing is near. */
    public static List<String> of(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int far = Math.max(2, wanted.length() / 3);
        return known.stream()
                .filter(k ->
                        distance(wanted, k) <= far || k.toLowerCase(Locale.ROOT).startsWith(wanted))
                .sorted(Comparator.comparingInt((String k) -> distance(wanted, k))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** The three known names that are nearest, however far they are. */
    public static List<String> ranked(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .sorted(Comparator.comparingInt(k -> distance(wanted, k)))
                .limit(MOST)
                .toList();
    }

    /** The end of an error message: "; did you mean a, b?", or what there is when nothing is near. */
    public static String hint(String name, Collection<String> known) {
        List<String> near = of(name, known);
        if (!near.isEmpty()) {
            return "; did you mean " + String.join(" or ", near) + "?";
        }
        return known.isEmpty()
                ? "; it has none"
                : known.stream().limit(12).collect(Collectors.joining(", ", "; there are ", ""));
    }

    private static int distance(String wanted, String known) {
        return LevenshteinDistance.getDefaultInstance().apply(wanted, known.toLowerCase(Locale.ROOT));
    }
}
