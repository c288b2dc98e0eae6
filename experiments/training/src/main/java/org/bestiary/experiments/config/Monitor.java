package org.bestiary.experiments.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What must improve on the validation images. */
public enum Monitor {
    /** Mean cross-entropy: lower is better. */
    LOSS,
    /** Top-1 accuracy in percent: higher is better. */
    ACCURACY;

    /** The name in a spec. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this name; the schema lets no other through. */
    @JsonCreator
    public static Monitor of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
