package org.bestiary.datasets.datavec.image;

import java.util.List;
import org.bestiary.common.catalog.Kind;
import org.bestiary.datasets.augment.Step;
import org.bestiary.datasets.augment.StepProvider;

/** Adds {@code datavec} to the steps of augmentation. */
public final class DataVecSteps implements StepProvider {
    @Override
    public List<Kind<Step>> kinds() {
        return List.of(DataVecStep.KIND);
    }
}
