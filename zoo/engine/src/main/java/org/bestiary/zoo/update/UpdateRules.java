package org.bestiary.zoo.update;

import java.util.Map;
import java.util.TreeMap;
import org.bestiary.zoo.kernel.EngineException;

/**
 * What a recipe asks of the updates beyond the configuration's optimiser and weight decay.
 *
 * @param clipNorm the largest Euclidean norm of the mean gradient of all learnable parameters together; a longer one is
 *     shortened to it before the optimiser and coupled decay see it. Running statistics neither count nor change; 0 for no
 *     clipping
 * @param rateFactors by vertex, what the learning rate is multiplied by; 1 for those not named. 0 freezes: parameters,
 *     running statistics and the optimiser's state stay as they are, bit for bit, and the gradient does not count for
 *     clipping; a frozen batch normalisation computes with its running statistics in training too. A grouped convolution
 *     that the stock layers build as {@code name.group0 ...} goes by {@code name}
 */
public record UpdateRules(double clipNorm, Map<String, Double> rateFactors) {

    /** No clipping, every vertex at the full rate. */
    public static final UpdateRules NONE = new UpdateRules(0);

    public UpdateRules {
        if (!(clipNorm >= 0 && clipNorm < Double.POSITIVE_INFINITY)) {
            throw new EngineException(
                    "the norm to clip gradients to must be positive, or 0 for no clipping, but got " + clipNorm);
        }
        rateFactors.forEach((vertex, factor) -> {
            if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
                throw new EngineException("a factor of the learning rate must be 0 (frozen) or larger, but got "
                        + factor + " for '" + vertex + "'");
            }
        });
        rateFactors = Map.copyOf(rateFactors);
    }

    /** Clipping only. */
    public UpdateRules(double clipNorm) {
        this(clipNorm, Map.of());
    }

    /** These rules with the learning rate of one more vertex multiplied. */
    public UpdateRules withRateFactor(String vertex, double factor) {
        Map<String, Double> more = new TreeMap<>(rateFactors);
        more.put(vertex, factor);
        return new UpdateRules(clipNorm, more);
    }

    /** The factor of a vertex. */
    double rateFactor(String vertex) {
        Double own = rateFactors.get(vertex);
        return own == null ? rateFactors.getOrDefault(family(vertex), 1.0) : own;
    }

    /** The name that a part of a grouped convolution goes by. */
    static String family(String vertex) {
        return vertex.replaceFirst("\\.group\\d+$", "");
    }
}
