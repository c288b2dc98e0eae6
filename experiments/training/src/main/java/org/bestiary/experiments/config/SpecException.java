package org.bestiary.experiments.config;

import java.util.ArrayList;
import java.util.List;
import org.bestiary.common.BestiaryException;

/** A spec cannot be used. The message is one line: place, rule, what was given, what to do. */
public final class SpecException extends BestiaryException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> mistakes;

    /**
     * @param message place, rule, what was given and what to do, in one line
     */
    public SpecException(String message) {
        this(List.of(message));
    }

    /**
     * @param mistakes a line as of {@link #SpecException(String)} for each, at least one; the message has the first and says
     *     how many more there are
     */
    SpecException(List<String> mistakes) {
        super(mistakes.get(0) + (mistakes.size() == 1 ? "" : " (and " + (mistakes.size() - 1) + " more)"));
        this.mistakes = new ArrayList<>(mistakes);
    }

    /**
     * @param message place, rule, what was given and what to do, in one line
     * @param cause what was noticed underneath
     */
    public SpecException(String message, Throwable cause) {
        super(message, cause);
        this.mistakes = new ArrayList<>(List.of(message));
    }

    /** Every mistake that was found, a line for each, in the order in which to mend them. */
    public List<String> mistakes() {
        return List.copyOf(mistakes);
    }
}
