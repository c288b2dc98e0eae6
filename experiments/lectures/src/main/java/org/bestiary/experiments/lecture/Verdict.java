package org.bestiary.experiments.lecture;

import java.util.Locale;

/**
 * What came of a statement. A statement either names a figure (compared by {@code equal}, {@code about} or {@code within})
 * or claims an effect ({@code above}, {@code below}, {@code atLeast}, {@code atMost}, {@code zero}). A figure that comes out
 * as another one {@link #DIFFERS}; an effect that does not show is {@link #NOT_REPRODUCED}.
 */
public enum Verdict {
    /** Measured, and as stated. */
    REPRODUCED("=", "the figure or the effect came out as stated"),
    /** Measured, and another figure. */
    DIFFERS("≠", "a figure was measured, and it is another one"),
    /** Measured, and what is claimed did not show, or the interval holds both answers. */
    NOT_REPRODUCED("✗", "the claim did not show, or the interval holds both answers"),
    /** Nothing was measured. */
    NOT_RUN("·", "nothing was measured"),
    /** Quoted; this program does not measure it. */
    CITED("”", "quoted, not measured here");

    private final String sign;
    private final String meaning;

    Verdict(String sign, String meaning) {
        this.sign = sign;
        this.meaning = meaning;
    }

    /** The words of reports and of JSON: "not reproduced". */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** One character, for those who do not see colours. */
    public String sign() {
        return sign;
    }

    /** One line for the legend. */
    public String meaning() {
        return meaning;
    }
}
