package org.bestiary.common;

/**
 * Something that was asked for cannot be done, said to the person who asked: the message is one line with the rule, what
 * was given and what to do, and needs no stack trace to be understood.
 */
public abstract class BestiaryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An error that was found here.
     *
     * @param message the one line; line breaks in it, which often come from other people's messages, become spaces
     */
    protected BestiaryException(String message) {
        super(oneLine(message));
    }

    /**
     * An error that something else reported.
     *
     * @param message the one line
     * @param cause what was reported, for {@code --debug}
     */
    protected BestiaryException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
