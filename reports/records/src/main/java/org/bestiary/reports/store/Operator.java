package org.bestiary.reports.store;

import java.util.Arrays;
import java.util.Optional;

/** How a field is compared with a value. */
enum Operator {
    EQUAL("="),
    UNEQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    /** Like a pattern of {@code *} and {@code ?}, upper and lower case alike. */
    LIKE("~");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    /** As it is written, which is also SQL except for {@link #LIKE}. */
    String symbol() {
        return symbol;
    }

    boolean isOrder() {
        return this == LESS || this == AT_MOST || this == GREATER || this == AT_LEAST;
    }

    static Optional<Operator> of(String symbol) {
        return Arrays.stream(values()).filter(o -> o.symbol.equals(symbol)).findFirst();
    }
}
