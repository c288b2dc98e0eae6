package org.bestiary.experiments.search.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;

/** Values of parameters: one form for each, whichever reader made it, and their text. */
public final class Values {
    private Values() {}

    /** The value in the form in which equal values are equal. */
    public static JsonNode canonical(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return LongNode.valueOf(value.asLong());
        }
        return value.isNumber() ? DoubleNode.valueOf(value.asDouble()) : value;
    }

    /** For tables and messages: a text without quotes, a number without a needless {@code .0}. */
    public static String text(JsonNode value) {
        if (value.isFloatingPointNumber()) {
            return number(value.asDouble());
        }
        return value.isTextual() ? value.asText() : value.toString();
    }

    /** Without an exponent, as people type it, unless that would be very long. */
    static String number(double value) {
        double size = Math.abs(value);
        return size == 0 || size >= 1e-7 && size < 1e15
                ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }
}
