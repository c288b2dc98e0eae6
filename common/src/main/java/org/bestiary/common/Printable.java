package org.bestiary.common;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text from elsewhere (names in files, specs, command lines, other people's messages) made fit for a terminal and for a
 * reader: characters that would steer a terminal or turn the direction of writing are spelled out, as in {@code <1b>}, and what would bury the message is cut in its middle.
 */
public final class Printable {
    /** The most characters of a value that a message quotes. */
    private static final int LONGEST_QUOTE = 80;

    /** The most characters of a word that a message has; paths are words. */
    private static final int LONGEST_WORD = 300;

    /** The most characters of a message: the list of what a spec breaks may be long. */
    private static final int LONGEST_LINE = 2_000;

    private static final Pattern QUOTED = Pattern.compile("(?<=[\\s(]['\"])[^'\"]{" + (LONGEST_QUOTE + 1) + ",}");

    private Printable() {}

    /** A text on one line, with everything spelled out that cannot be seen, and of a length that can be read. */
    public static String line(String text) {
        String line = text.replaceAll("\\s*\\R\\s*", " ").strip();
        return visible(line.length() > LONGEST_WORD ? shortened(line) : line);
    }

    /** A quoted value of many words is cut to its ends, as a word of many letters is. */
    private static String shortened(String line) {
        String shorter = QUOTED.matcher(line)
                .replaceAll(value -> Matcher.quoteReplacement(cut(value.group(), LONGEST_QUOTE, LONGEST_QUOTE)));
        StringBuilder words = new StringBuilder();
        for (String word : shorter.split(" ", -1)) {
            words.append(words.isEmpty() ? "" : " ").append(cut(word, LONGEST_WORD, LONGEST_QUOTE));
        }
        return cut(words.toString(), LONGEST_LINE, LONGEST_LINE);
    }

    /** The text with what cannot be seen spelled out; line breaks and tabulators stay. */
    public static String visible(String text) {
        StringBuilder seen = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (seen == null && isInvisible(c)) {
                seen = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (seen != null) {
                if (isInvisible(c)) {
                    seen.append(String.format("\\u%04x", (int) c));
                } else {
                    seen.append(c);
                }
            }
        }
        return seen == null ? text : seen.toString();
    }

    /** A printer that writes {@linkplain #visible visible} text to another one. It keeps nothing back. */
    public static PrintWriter printer(PrintWriter to) {
        return new PrintWriter(new VisibleWriter(to), true);
    }

    private static boolean isInvisible(char c) {
        return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t'
                || c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069
                || c == 0x2028
                || c == 0x2029;
    }

    private static String cut(String text, int longest, int left) {
        if (text.length() <= longest) {
            return text;
        }
        int end = left / 4;
        return text.substring(0, left - end) + "...(" + (text.length() - left) + " more)..."
                + text.substring(text.length() - end);
    }

    private static final class VisibleWriter extends FilterWriter {
        VisibleWriter(Writer to) {
            super(to);
        }

        @Override
        public void write(int c) throws IOException {
            write(String.valueOf((char) c));
        }

        @Override
        public void write(char[] characters, int from, int length) throws IOException {
            write(String.valueOf(characters, from, length));
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            out.write(visible(text.substring(from, from + length)));
        }
    }
}
