package org.bestiary.experiments.search.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * A continuous range. Values have six significant digits, so that they can be read and typed again; that is finer than any
 * training notices.
 *
 * @param low smallest value
 * @param high largest value
 * @param log whether magnitudes are alike rather than values
 */
public record RealRange(double low, double high, boolean log) implements Dimension {
    private static final MathContext DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

    public RealRange {
        RangeRules.check(low, high, log);
    }

    @Override
    public JsonNode at(double unit) {
        double value =
                log ? Math.exp(Math.log(low) + unit * (Math.log(high) - Math.log(low))) : low + unit * (high - low);
        double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
        return DoubleNode.valueOf(Math.min(high, Math.max(low, rounded)));
    }

    @Override
    public double unit(JsonNode value) {
        double v = value.asDouble();
        double unit = log ? (Math.log(v) - Math.log(low)) / (Math.log(high) - Math.log(low)) : (v - low) / (high - low);
        return Math.min(1, Math.max(0, unit));
    }

    @Override
    public boolean contains(JsonNode value) {
        return value.isNumber() && value.asDouble() >= low && value.asDouble() <= high;
    }

    @Override
    public OptionalLong count() {
        return OptionalLong.empty();
    }

    @Override
    public String label() {
        return (log ? "log-uniform " : "uniform ") + Values.text(DoubleNode.valueOf(low)) + " to "
                + Values.text(DoubleNode.valueOf(high));
    }
}
