package org.bestiary.experiments.lecture.arith;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bestiary.experiments.config.Names;
import org.bestiary.experiments.config.SpecException;

/** What stands behind the colon of a step, taken one by one; what nobody has taken in the end is a mistake. */
final class Arguments {
    private static final Pattern KERNEL = Pattern.compile("(\\d{1,4})(?:x(\\d{1,4}))?");
    private static final int DIGITS = 4;

    private final String step;
    private final List<String> left;
    private final Set<String> known = new LinkedHashSet<>();

    private Arguments(String step, List<String> left) {
        this.step = step;
        this.left = left;
    }

    static Arguments of(String step, String text) {
        return new Arguments(step, new ArrayList<>(text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1))));
    }

    /** The next argument, which must be a whole number of at least 1. */
    int number(String what) {
        return whole(next(what), what);
    }

    /** The next argument as rows and columns of a kernel: {@code 3} or {@code 1x7}. */
    int[] kernel() {
        String given = next("the size of the kernel");
        Matcher m = KERNEL.matcher(given);
        if (!m.matches()) {
            throw new SpecException(step + ": the size of the kernel must be N or NxM of at most four digits, but got '"
                    + given + "'; try conv:16,3");
        }
        int rows = whole(m.group(1), "the size of the kernel");
        return new int[] {rows, m.group(2) == null ? rows : whole(m.group(2), "the size of the kernel")};
    }

    /** The next argument as a number from 0 to below 1. */
    double share(String what) {
        String given = next(what);
        try {
            double value = Double.parseDouble(given);
            if (value >= 0 && value < 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the message.
        }
        throw new SpecException(step + ": " + what + " must be from 0 to below 1, but got '" + given + "'");
    }

    /** The number behind a letter, {@code s2}, wherever it stands; {@code otherwise} when it is not there. */
    int letter(char letter, int otherwise) {
        known.add(letter + "N");
        String found = null;
        for (String argument : List.copyOf(left)) {
            if (argument.matches(letter + "\\d+")) {
                if (found != null) {
                    throw new SpecException(
                            step + ": " + letter + "N must be given once, but got " + found + " and " + argument);
                }
                found = argument;
                left.remove(argument);
            }
        }
        if (found == null) {
            return otherwise;
        }
        int least = letter == 'p' ? 0 : 1;
        if (found.length() > DIGITS + 1 || Integer.parseInt(found.substring(1)) < least) {
            throw new SpecException(step + ": " + letter + "N must be from " + least + " to 9999, but got " + found);
        }
        return Integer.parseInt(found.substring(1));
    }

    /** Whether a word is there. */
    boolean flag(String word) {
        known.add(word);
        return left.remove(word);
    }

    /**
     * The word for the padding, one of some or {@code pN}; empty if it is neither given in words nor at all.
     *
     * @throws SpecException if it is given twice
     */
    String padding(String... words) {
        known.addAll(List.of(words));
        known.add("pN");
        List<String> given = left.stream()
                .filter(a -> List.of(words).contains(a) || a.matches("p\\d+"))
                .toList();
        if (given.size() > 1) {
            throw new SpecException(step + ": the padding must be given once, but got " + String.join(" and ", given));
        }
        if (given.isEmpty() || given.get(0).matches("p\\d+")) {
            return "";
        }
        left.remove(given.get(0));
        return given.get(0);
    }

    /** Refuses what is left. */
    void finish() {
        if (!left.isEmpty()) {
            String word = step.contains(":") ? step.substring(0, step.indexOf(':')) : step;
            throw new SpecException(step + ": " + word + " has no argument '" + left.get(0) + "'"
                    + (known.isEmpty() ? "; it takes none" : Names.hint(left.get(0), known)));
        }
    }

    private String next(String what) {
        if (left.isEmpty()) {
            throw new SpecException(step + ": " + what + " is missing; see the examples of 'arith --help'");
        }
        return left.remove(0);
    }

    private int whole(String text, String what) {
        if (text.matches("\\d{1,7}") && Integer.parseInt(text) >= 1) {
            return Integer.parseInt(text);
        }
        throw new SpecException(
                step + ": " + what + " must be a whole number from 1 to 9,999,999, but got '" + text + "'");
    }
}
