package org.bestiary.reports.store;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody may have meant by a name that does not exist. */
final class Nearest {
    private static final int MOST = 3;

    private Nearest() {}

    /** The end of an error message: the nearest names, or all of them when nothing is near. */
    static String hint(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int far = Math.max(2, wanted.length() / 3);
        List<String> near = known.stream()
                .filter(k -> distance(wanted, k) <= far
                        || k.toLowerCase(Locale.ROOT).contains(wanted)
                        || wanted.contains(k.toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparingInt((String k) -> distance(wanted, k))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
        if (near.isEmpty()) {
            return known.stream().collect(Collectors.joining(", ", "; there are ", ""));
        }
        return "; did you mean " + String.join(" or ", near) + "?";
    }

    private static int distance(String wanted, String known) {
        return LevenshteinDistance.getDefaultInstance().apply(wanted, known.toLowerCase(Locale.ROOT));
    }
}
