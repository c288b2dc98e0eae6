package org.bestiary.experiments.schedule;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;

/**
 * Down to the end by a power of the share of training that is left.
 *
 * @param power exponent of the share of training that is left; 1 falls in a straight line
 * @param endFactor rate at the end as a share of the learning rate
 */
public record PolynomialDecay(double power, double endFactor) implements Schedule {
    /** Its name and numbers. */
    public static final Kind<Schedule> KIND = Kind.of(
            "polynomial",
            PolynomialDecay.class,
            "down to 'endFactor' at the end, by a power of the share of training that is left",
            Parameter.decimal(
                            "power",
                            Bounds.above(0, 100),
                            "exponent of the share of training that is left; 1 falls in a straight line")
                    .usually(1.0),
            Factors.END_FACTOR);

    /** Checks the numbers. */
    public PolynomialDecay {
        KIND.check(power, endFactor);
    }

    @Override
    public LearningRate over(double rate, Span span) {
        return step -> rate * (endFactor + (1 - endFactor) * Math.pow(1 - span.share(step), power));
    }
}
