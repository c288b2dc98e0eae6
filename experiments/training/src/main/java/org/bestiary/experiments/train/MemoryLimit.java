package org.bestiary.experiments.train;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.TrainingSpec;
import org.bestiary.zoo.analysis.MemoryEstimate;

/**
 * The limit on memory outside the Java heap, where all arrays are. Set as a property of JavaCPP, which enforces it; a
 * training that cannot keep within it is refused before it starts.
 */
public final class MemoryLimit {
    /** JavaCPP's property. */
    public static final String PROPERTY = "org.bytedeco.javacpp.maxbytes";

    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,14})([kmgKMG]?)");

    private MemoryLimit() {}

    /**
     * Reads a size.
     *
     * @param text {@code 800m}, {@code 6g} or a number of bytes
     * @return bytes, or empty if it is not a size
     */
    public static OptionalLong parse(String text) {
        Matcher m = SIZE.matcher(text);
        if (!m.matches()) {
            return OptionalLong.empty();
        }
        int shift = switch (m.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
        long number = Long.parseLong(m.group(1));
        return number > Long.MAX_VALUE >> shift ? OptionalLong.empty() : OptionalLong.of(number << shift);
    }

    /**
     * Refuses a training that needs more than the limit of this process.
     *
     * @throws SpecException if so; says what takes how much
     */
    static void check(Plan plan) {
        OptionalLong limit = parse(System.getProperty(PROPERTY, ""));
        if (limit.isEmpty()) {
            return;
        }
        Optional<String> refusal = estimate(plan).refusal(limit.getAsLong());
        if (refusal.isPresent()) {
            throw plan.origin().mistake("training.batch", refusal.get());
        }
    }

    /** What the training of a plan takes at its peak. */
    static MemoryEstimate estimate(Plan plan) {
        TrainingSpec recipe = plan.spec().training();
        // The best network is read back while the last one is still there.
        int copies = 1 + (recipe.accumulate() > 1 ? 1 : 0) + (recipe.ema().isPresent() ? 1 : 0);
        return MemoryEstimate.of(
                plan.network(),
                plan.options().engine(),
                recipe.batch(),
                recipe.optimizer().updater(),
                copies);
    }
}
