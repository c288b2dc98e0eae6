package org.bestiary.common.image;

import org.bestiary.common.BestiaryException;

/** An image file cannot be read, or what is asked of images cannot be. */
public final class ImageException extends BestiaryException {
    private static final long serialVersionUID = 1L;

    /**
     * An error that was found here.
     *
     * @param message the one line
     */
    public ImageException(String message) {
        super(message);
    }

    /**
     * An error that a decoder reported.
     *
     * @param message the one line
     * @param cause what was reported
     */
    public ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
