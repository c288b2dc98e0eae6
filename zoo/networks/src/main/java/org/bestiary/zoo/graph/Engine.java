package org.bestiary.zoo.graph;

import java.util.Locale;
import org.bestiary.zoo.ZooException;

/** Which implementation of the layers a DL4J graph is made of. Parameters are laid out the same in both. */
public enum Engine {
    /** Bestiary's own layers on oneDNN: NHWC from end to end. */
    FAST,
    /** The layers that come with DL4J: NCHW, slow, readable by any DL4J program. */
    STOCK;

    /**
     * Reads {@code fast} or {@code stock}.
     *
     * @throws ZooException for any other word
     */
    public static Engine parse(String text) {
        for (Engine e : values()) {
            if (e.id().equals(text)) {
                return e;
            }
        }
        throw new ZooException("engine must be fast or stock, but got '" + text + "'");
    }

    /** The lower-case name that specs and the command line use. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
