package org.bestiary.experiments.optimizer;

import java.util.List;
import org.bestiary.common.catalog.Catalog;
import org.bestiary.common.catalog.FlatForm;

/** Every optimizer, in one list. */
public final class Optimizers {
    /** How specs write one. */
    public static final FlatForm<Optimizer> FORM = FlatForm.named(
            new Catalog<>(
                    "optimizer",
                    List.of(Sgd.KIND, Momentum.KIND, Nesterov.KIND, RmsProp.KIND, Adam.KIND, AdamW.KIND, AmsGrad.KIND)),
            "type",
            "adam");

    private Optimizers() {}
}
