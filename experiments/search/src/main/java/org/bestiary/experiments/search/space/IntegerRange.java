package org.bestiary.experiments.search.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.OptionalLong;

/**
 * Whole numbers.
 *
 * @param low smallest value
 * @param high largest value; when the step does not lead there, the last value below it is the largest
 * @param step distance of two values
 * @param log whether magnitudes are alike rather than values; only with a step of 1
 */
public record IntegerRange(long low, long high, long step, boolean log) implements Dimension {
    /** Half a value on either side, so that the first and the last get as much as the others. */
    private static final double HALF = 0.5;

    public IntegerRange {
        RangeRules.check(low, high, log);
        if (step < 1 || step > high - low) {
            throw new IllegalArgumentException(
                    "step must be from 1 to " + (high - low) + ", the width of the range, but got " + step);
        }
        if (log && step != 1) {
            throw new IllegalArgumentException(
                    "a logarithmic range must have step 1, but got " + step + "; leave one of the two out");
        }
    }

    private long values() {
        return (high - low) / step + 1;
    }

    private double logLow() {
        return Math.log(low - HALF);
    }

    private double logWidth() {
        return Math.log(high + HALF) - logLow();
    }

    @Override
    public JsonNode at(double unit) {
        long value = log
                ? Math.round(Math.exp(logLow() + unit * logWidth()))
                : low + step * (long) Math.floor(unit * values());
        return LongNode.valueOf(Math.min(low + (values() - 1) * step, Math.max(low, value)));
    }

    @Override
    public double unit(JsonNode value) {
        long v = value.asLong();
        return log ? (Math.log(v) - logLow()) / logWidth() : ((v - low) / step + HALF) / values();
    }

    /**
     * The part of the unit interval that leads to a value.
     *
     * @return its two ends
     */
    public double[] cell(JsonNode value) {
        long v = value.asLong();
        if (log) {
            return new double[] {
                (Math.log(v - HALF) - logLow()) / logWidth(), (Math.log(v + HALF) - logLow()) / logWidth()
            };
        }
        double index = (double) (v - low) / step;
        return new double[] {index / values(), (index + 1) / values()};
    }

    @Override
    public boolean contains(JsonNode value) {
        return value.isIntegralNumber() && at(unit(value)).asLong() == value.asLong();
    }

    @Override
    public OptionalLong count() {
        return OptionalLong.of(values());
    }

    @Override
    public String label() {
        return "int " + low + " to " + high + (step == 1 ? "" : " in steps of " + step) + (log ? ", logarithmic" : "");
    }
}
