package org.bestiary.experiments.schedule;

import org.bestiary.common.catalog.Kind;

/**
 * Down to the end as half a cosine (I. Loshchilov and F. Hutter, SGDR, 2017, <a
 * href="https://arxiv.org/abs/1608.03983">arXiv:1608.03983</a>), without restarts.
 *
 * @param endFactor rate at the end as a share of the learning rate
 */
public record CosineAnnealing(double endFactor) implements Schedule {
    /** Its name and numbers. */
    public static final Kind<Schedule> KIND = Kind.of(
            "cosine", CosineAnnealing.class, "down to 'endFactor' at the end, as half a cosine", Factors.END_FACTOR);

    /** Checks the numbers. */
    public CosineAnnealing {
        KIND.check(endFactor);
    }

    @Override
    public LearningRate over(double rate, Span span) {
        return step -> rate * (endFactor + (1 - endFactor) * Factors.halfCosine(span.share(step)));
    }
}
