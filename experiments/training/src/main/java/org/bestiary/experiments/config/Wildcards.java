package org.bestiary.experiments.config;

/** Names with {@code *} for any letters, {@code ?} for one, and {@code [abc]} for one of some. */
public final class Wildcards {
    private Wildcards() {}

    /** Whether a name is like a pattern. Takes steps in proportion to the product of their lengths at most. */
    public static boolean match(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && one(pattern, p, name.charAt(n))) {
                p = behind(pattern, p);
                n++;
            } else if (star >= 0) {
                // The last star takes one letter more.
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** Whether what stands at {@code p} means this letter. */
    private static boolean one(String pattern, int p, char letter) {
        int end = behind(pattern, p);
        return end > p + 1
                ? pattern.substring(p + 1, end - 1).indexOf(letter) >= 0
                : pattern.charAt(p) == '?' || pattern.charAt(p) == letter;
    }

    /** Where the next piece of a pattern begins; a bracket that is not closed is a letter. */
    private static int behind(String pattern, int p) {
        int close = pattern.charAt(p) == '[' ? pattern.indexOf(']', p) : -1;
        return close < 0 ? p + 1 : close + 1;
    }
}
