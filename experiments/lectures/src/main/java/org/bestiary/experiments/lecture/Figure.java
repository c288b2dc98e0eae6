package org.bestiary.experiments.lecture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values of the ledger as people read them. */
public final class Figure {
    private static final int DIGITS = 5;
    private static final double SMALLEST_PERCENT = 1e-9;

    private Figure() {}

    /** A number, text, estimate or list; list entries are separated by semicolons. */
    public static String text(Object value) {
        return text(value, List.of());
    }

    /**
     * The same with units.
     *
     * @param units none, one for all, or one for each entry of the list
     */
    public static String text(Object value, List<String> units) {
        if (value instanceof List<?> list) {
            boolean each = units.size() == list.size() && units.size() > 1;
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < list.size(); i++) {
                all.append(i == 0 ? "" : "; ").append(text(list.get(i), each ? List.of(units.get(i)) : List.of()));
            }
            return each ? all.toString() : with(all.toString(), units);
        }
        return value instanceof Estimate e ? with(number(e.mean()), units) + interval(e) : with(one(value), units);
    }

    private static String interval(Estimate e) {
        String interval = Double.isInfinite(e.low()) ? "no interval" : number(e.low()) + " to " + number(e.high());
        return " (" + interval + ", " + e.runs() + (e.runs() == 1 ? " run)" : " runs)");
    }

    private static String with(String text, List<String> units) {
        if (units.size() != 1 || units.get(0).isBlank()) {
            return text;
        }
        return units.get(0).startsWith("%") ? text + units.get(0) : text + " " + units.get(0);
    }

    private static String one(Object value) {
        if (value instanceof Estimate e) {
            return number(e.mean()) + interval(e);
        }
        if (value instanceof Long || value instanceof Integer) {
            return String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
        }
        if (value instanceof Number n) {
            return number(n.doubleValue());
        }
        if (value instanceof Boolean b) {
            return b ? "yes" : "no";
        }
        return String.valueOf(value);
    }

    /** Five significant digits, more before the point; very small numbers with an exponent. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0";
        }
        if (Math.abs(value) < 1e-4) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = exact.round(new MathContext(Math.max(DIGITS, exact.precision() - exact.scale())));
        int decimals = Math.max(0, rounded.stripTrailingZeros().scale());
        return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
    }

    /** One in the last place of a number as it is written: 0.1 for 29.3, 1 for 138. */
    static double unit(double value) {
        int scale = BigDecimal.valueOf(value).stripTrailingZeros().scale();
        return Math.pow(10, -Math.max(0, scale));
    }

    /** By how much a number is another one: "36,960 more (+14.6%)". */
    static String difference(double measured, double stated) {
        double by = measured - stated;
        if (by == 0) {
            return "the same";
        }
        String share = "";
        if (stated != 0) {
            double percent = 100 * by / Math.abs(stated);
            double size = Math.abs(percent);
            String form = size < SMALLEST_PERCENT
                    ? "%+.0e"
                    : "%+." + (size >= 0.05 ? 1 : (int) Math.ceil(-Math.log10(size))) + "f";
            share = String.format(Locale.ROOT, " (" + form + "%%)", percent);
        }
        return number(Math.abs(by)) + (by < 0 ? " less" : " more") + share;
    }

    /** Every entry of a list of lists, in order; a single value is a list of one. */
    static List<Object> flat(Object value) {
        return value instanceof List<?> list
                ? list.stream().flatMap(v -> flat(v).stream()).collect(Collectors.toList())
                : List.of(value);
    }
}
