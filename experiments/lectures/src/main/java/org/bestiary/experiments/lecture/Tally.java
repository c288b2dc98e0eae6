package org.bestiary.experiments.lecture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many findings of each verdict there are. */
public final class Tally {
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private final int all;

    private Tally(List<Finding> findings) {
        all = findings.size();
        for (Verdict v : Verdict.values()) {
            counts.put(v, (int) findings.stream().filter(f -> f.verdict() == v).count());
        }
    }

    /** Counts findings. */
    public static Tally of(List<Finding> findings) {
        return new Tally(findings);
    }

    /** Findings of this verdict. */
    public int of(Verdict verdict) {
        return counts.get(verdict);
    }

    /** One line: "64 statements: 57 reproduced, 7 differ". */
    public String line() {
        List<String> parts = new ArrayList<>();
        for (Verdict v : Verdict.values()) {
            if (of(v) > 0) {
                parts.add(of(v) + " " + (v == Verdict.DIFFERS && of(v) > 1 ? "differ" : v.label()));
            }
        }
        return String.format(Locale.ROOT, "%,d statement%s: ", all, all == 1 ? "" : "s") + String.join(", ", parts);
    }
}
