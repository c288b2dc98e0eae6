package org.bestiary.reports.html;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import org.bestiary.reports.run.EpochMetric;
import org.bestiary.reports.run.EpochMetrics;

/** Numbers as a page shows them; the same in every locale. */
public final class Figures {
    /** What stands where there is no number. */
    public static final String NONE = "–";

    private Figures() {}

    /** A whole number, its thousands parted. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Two decimals, which is one example in ten thousand. */
    static String percent(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : notFinite(value);
    }

    /** Two decimals, or a dash. */
    public static String percent(OptionalDouble value) {
        return value.isPresent() ? percent(value.getAsDouble()) : NONE;
    }

    /** A loss or a learning rate: four significant digits, without an exponent where that can be read. */
    public static String measure(double value) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size < 1e-4 || size >= 1e6) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A metric of an epoch in a column of its own, without its unit, or a dash. */
    static String of(EpochMetric metric, EpochMetrics epoch) {
        OptionalDouble measured = metric.of(epoch);
        if (measured.isEmpty()) {
            return NONE;
        }
        double value = measured.getAsDouble();
        return switch (metric.form()) {
            case COUNT, SPEED -> count(Math.round(value));
            case RATE -> setting(value);
            case LOSS -> measure(value);
            case PERCENT -> percent(value);
            case SECONDS -> duration(value).replace(" s", "");
        };
    }

    /** Four significant digits, or a dash. */
    public static String measure(OptionalDouble value) {
        return value.isPresent() ? measure(value.getAsDouble()) : NONE;
    }

    /** A learning rate as one would type it, since it was typed. */
    static String setting(double value) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        String rounded = new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
        return rounded.length() <= 10 ? rounded : measure(value);
    }

    /** A probability as a percentage with one decimal; never a false 100. */
    static String probability(double value) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        double percent = 100 * value;
        if (percent < 100 && percent >= 99.95) {
            return ">99.9%";
        }
        return percent > 0 && percent < 0.05 ? "<0.1%" : String.format(Locale.ROOT, "%.1f%%", percent);
    }

    /** A size in memory with three digits. */
    static String bytes(long value) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double size = value;
        int unit = 0;
        while (size >= 1000 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        String format = unit == 0 || size >= 99.95 ? "%.0f %s" : size >= 9.995 ? "%.1f %s" : "%.2f %s";
        return String.format(Locale.ROOT, format, size, units[unit]);
    }

    /** A difference in percentage points. */
    static String signed(double value) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%+.2f", value).replace('-', '\u2212')
                : notFinite(value);
    }

    /** A p-value: two digits, and no more zeros than anyone reads. */
    static String chance(double p) {
        return p < 0.0001 ? "<0.0001" : String.format(Locale.ROOT, p < 0.01 ? "%.4f" : "%.3f", p);
    }

    /** A time in seconds, minutes or hours, as its size demands. */
    public static String duration(double seconds) {
        if (seconds < 100) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        Duration time = Duration.ofSeconds(Math.round(seconds));
        return time.toHours() == 0
                ? String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%d h %02d min", time.toHours(), time.toMinutesPart());
    }

    /** A share of something drawn as a bar, in percent of its width. */
    static String share(double part, double whole) {
        return whole > 0 ? String.format(Locale.ROOT, "%.1f", 100 * part / whole) : "0";
    }

    static String notFinite(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }
}
