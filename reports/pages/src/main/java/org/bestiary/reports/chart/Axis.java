package org.bestiary.reports.chart;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A range of numbers with round ticks.
 *
 * @param low its lower end
 * @param high its upper end, above the lower
 * @param log whether equal distances are equal ratios
 * @param ticks where it is labelled, rising
 */
public record Axis(double low, double high, boolean log, List<Double> ticks) {
    private static final double ALL_BUT_ZERO = 1e6;
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};
    private static final double[] PERCENT_STEPS = {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25};

    /** How numbers are written at an axis. */
    public enum Unit {
        /** As they are, three digits. */
        PLAIN,
        /** In percent. */
        PERCENT,
        /** With k, M and G for thousands, millions and billions. */
        COUNT,
        /** Whole years and epochs. */
        WHOLE
    }

    /** Where a number lies, 0 at the lower end and 1 at the upper. */
    public double at(double value) {
        return log
                ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
                : (value - low) / (high - low);
    }

    /** Round ends around the finite ones of these values, in about {@code count} steps. */
    public static Axis linear(DoubleStream values, int count) {
        DoubleSummaryStatistics range = values.filter(Double::isFinite).summaryStatistics();
        if (range.getCount() == 0) {
            return new Axis(0, 1, false, List.of(0.0, 1.0));
        }
        double low = range.getMin();
        double high = range.getMax();
        if (high - low < 1e-12 * Math.max(1, Math.abs(high))) {
            double room = high == 0 ? 1 : Math.abs(high) * 0.1;
            low = high == 0 ? 0 : low - room;
            high += room;
        }
        double step = step((high - low) / count);
        return stepped(Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, step);
    }

    /** Percentages up to 100, from a round number below the least; never more than seven ticks. */
    public static Axis percent(DoubleStream values) {
        double least = Math.max(0, values.filter(Double::isFinite).min().orElse(0));
        double highest = 100;
        double low = Math.min(least, 99.5);
        double step = 25;
        for (double size : PERCENT_STEPS) {
            if ((highest - low) / size <= 6) {
                step = size;
                break;
            }
        }
        return stepped(Math.max(0, Math.floor(low / step + 1e-9) * step), highest, step);
    }

    /**
     * A loss or a learning rate: logarithmic if it spans more than a factor of fifteen and stays above zero. A rate that falls
     * to all but zero, as along a cosine, is linear: a logarithm would show little but its last step.
     */
    public static Axis falling(List<Double> values, int count) {
        DoubleSummaryStatistics range =
                values.stream().mapToDouble(v -> v).filter(Double::isFinite).summaryStatistics();
        double factor = range.getMax() / range.getMin();
        boolean wide = range.getCount() > 0 && range.getMin() > 0 && factor > 15 && factor < ALL_BUT_ZERO;
        return wide ? logarithmic(values) : linear(values.stream().mapToDouble(v -> v), count);
    }

    /** A logarithmic axis that ends just beyond the finite positive ones of these values. */
    public static Axis logarithmic(List<Double> values) {
        DoubleSummaryStatistics range = values.stream()
                .mapToDouble(v -> v)
                .filter(v -> Double.isFinite(v) && v > 0)
                .summaryStatistics();
        if (range.getCount() == 0) {
            return new Axis(1, 10, true, List.of(1.0, 10.0));
        }
        double low = range.getMin() / 1.25;
        double high = range.getMax() * 1.25;
        double decades = Math.log10(high / low);
        double[] parts = decades > 2.5 ? new double[] {1} : decades > 0.9 ? new double[] {1, 2, 5} : null;
        List<Double> ticks = new ArrayList<>();
        if (parts == null) {
            double step = step((high - low) / 4);
            for (double t = Math.ceil(low / step) * step; t <= high; t += step) {
                ticks.add(t);
            }
        } else {
            int skip = Math.max(1, (int) Math.ceil(decades / 7));
            for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
                for (double part : parts) {
                    double tick = part * Math.pow(10, power);
                    if (tick >= low && tick <= high && Math.floorMod(power, skip) == 0) {
                        ticks.add(tick);
                    }
                }
            }
        }
        return new Axis(low, high, true, List.copyOf(ticks));
    }

    /** Whole numbers from the first to the last, both of which it ends with, and at most {@code count} labels. */
    public static Axis whole(double first, double last, int count) {
        if (last <= first) {
            return new Axis(first - 1, first + 1, false, List.of(first));
        }
        double step = Math.max(1, Math.ceil(step((last - first) / Math.max(1, count))));
        List<Double> ticks = new ArrayList<>();
        for (double t = Math.ceil(first / step) * step; t <= last; t += step) {
            ticks.add(t);
        }
        return new Axis(first, last, false, List.copyOf(ticks));
    }

    private static Axis stepped(double low, double high, double step) {
        List<Double> ticks = new ArrayList<>();
        long count = Math.round((high - low) / step);
        for (long i = 0; i <= count; i++) {
            ticks.add(low + i * step);
        }
        return new Axis(low, high, false, List.copyOf(ticks));
    }

    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double s : STEPS) {
            if (s * power >= rough * 0.999) {
                return s * power;
            }
        }
        return 10 * power;
    }

    /** A tick's label. */
    public static String label(double value, Unit unit) {
        return switch (unit) {
            case WHOLE -> Long.toString(Math.round(value));
            case COUNT -> count(value);
            case PERCENT, PLAIN -> plain(value);
        };
    }

    private static String count(double value) {
        double size = Math.abs(value);
        return size >= 1e9
                ? plain(value / 1e9) + "G"
                : size >= 1e6 ? plain(value / 1e6) + "M" : size >= 1e3 ? plain(value / 1e3) + "k" : plain(value);
    }

    private static String plain(double value) {
        double size = Math.abs(value);
        if (size < 1e-12) {
            return "0";
        }
        if (size < 1e-3 || size >= 1e5) {
            return String.format(Locale.ROOT, "%.0e", value)
                    .replace("e-0", "e-")
                    .replace("e+0", "e");
        }
        // Ticks are round; so many decimals only keep narrow ranges of small values apart.
        String text = String.format(Locale.ROOT, size < 0.1 ? "%.6f" : "%.4f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
