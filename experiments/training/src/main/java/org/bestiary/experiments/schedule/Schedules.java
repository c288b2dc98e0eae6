package org.bestiary.experiments.schedule;

import java.util.List;
import org.bestiary.common.catalog.Catalog;
import org.bestiary.common.catalog.FlatForm;

/** Every schedule, in one list. */
public final class Schedules {
    /** How specs write one. */
    public static final FlatForm<Schedule> FORM = FlatForm.usually(
            new Catalog<>(
                    "schedule",
                    List.of(
                            ConstantRate.KIND,
                            StepDecay.KIND,
                            MultiStepDecay.KIND,
                            ExponentialDecay.KIND,
                            PolynomialDecay.KIND,
                            CosineAnnealing.KIND,
                            OneCycle.KIND)),
            "type",
            "constant");

    private Schedules() {}
}
