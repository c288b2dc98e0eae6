package org.bestiary.reports.publish;

import org.bestiary.common.BestiaryException;

/** Results that cannot be published. The message is one line for people: the rule, what was found, what to do. */
public final class PublicationException extends BestiaryException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message the one line
     */
    public PublicationException(String message) {
        super(message);
    }
}
