package org.bestiary.experiments.train;

import java.util.Optional;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.Normalisation;
import org.bestiary.common.image.Preparation;
import org.bestiary.experiments.transfer.Base;
import org.bestiary.reports.run.InputSummary;
import org.bestiary.reports.run.RunDirectory;

/**
 * How an image becomes the input of a run's network: pixels as its data set prepares them, normalised as the weights that it
 * began with ask for, or else its data set. Decided when the run begins and recorded; records of earlier versions, which lack
 * it, are read by the same rules.
 */
final class RunInput {
    private RunInput() {}

    /** What is decided when a run begins. */
    static ImageInput decided(Plan plan, Optional<Base> base) {
        Preparation preparation = plan.dataset().preparation();
        Normalisation normalisation = base.flatMap(Base::normalisation)
                .filter(n -> n.mean().size() == preparation.shape().channels())
                .orElseGet(() -> plan.dataset().card().normalisation());
        return new ImageInput(preparation, normalisation);
    }

    /** That of a run that has begun. */
    static ImageInput of(Plan plan, RunDirectory run) {
        return run.read().input().map(InputSummary::input).orElseGet(() -> decided(plan, Base.read(run)));
    }
}
