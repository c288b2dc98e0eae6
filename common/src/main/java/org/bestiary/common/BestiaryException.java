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
     * @param message the one line; it is made {@linkplain Printable#line fit to be read}
     */
    protected BestiaryException(String message) {
        super(Printable.line(message));
    }

    /**
     * An error that something else reported.
     *
     * @param message the one line
     * @param cause what was reported, for {@code --debug}
     */
    protected BestiaryException(String message, Throwable cause) {
        super(Printable.line(message), cause);
    }
}
