package org.bestiary.zoo.torch;

import org.bestiary.common.Printable;

/** What is wrong with a pickle: a clause to stand behind "must ..., but". Inside this package alone. */
final class PickleException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 80;

    PickleException(String clause) {
        super(clause);
    }

    /** A text from a file as messages show it: in quotes, shortened, and without characters that steer a terminal. */
    static String shown(String text) {
        String start = text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) + "..." : text;
        return "'" + Printable.visible(start) + "'";
    }
}
