package org.bestiary.experiments.train;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;
import org.bestiary.common.image.Preparation;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.transfer.Base;
import org.bestiary.reports.run.InputSummary;
import org.bestiary.reports.run.RunDirectory;

/**
 * How an image becomes the input of a run's network: pixels as its data set prepares them, normalised as the spec says, or
 * else as the weights that it began with ask for, or else as its data set does. Decided when the run begins and recorded;
 * records of earlier versions, which lack it, are read by the same rules.
 */
final class RunInput {
    private RunInput() {}

    /**
     * Decides it when a run begins.
     *
     * @param plan the experiment
     * @param base the weights that it begins with
     * @param data its images, of which those that are learnt from may be measured
     * @param directory where a mean image goes
     * @return what is to be recorded
     * @throws IOException if a mean image cannot be written
     */
    static InputSummary begin(Plan plan, Optional<Base> base, LoadedDataset data, RunDirectory directory)
            throws IOException {
        ImageInput input = decided(plan, base, () -> data.images(Split.TRAIN));
        directory.writeMeanImage(input);
        return InputSummary.of(input);
    }

    private static ImageInput decided(Plan plan, Optional<Base> base, Supplier<ImageTable> training) {
        Preparation preparation = plan.dataset().preparation();
        Normalisation normalisation = plan.spec()
                .data()
                .normalise()
                .map(choice -> choice.of(plan.dataset().card(), training))
                .or(() -> base.flatMap(Base::normalisation).flatMap(n -> fitting(n, preparation.shape())))
                .orElseGet(() -> plan.dataset().card().normalisation());
        return new ImageInput(preparation, normalisation);
    }

    /** That of other weights, for images of a shape; a mean image of another size gives its mean. */
    private static Optional<Normalisation> fitting(Normalisation n, ImageShape shape) {
        if (n.mean().size() != shape.channels()) {
            return Optional.empty();
        }
        boolean fits = n.image().map(image -> image.shape().equals(shape)).orElse(true);
        return Optional.of(fits ? n : new Normalisation(n.mean(), n.std()));
    }

    /** That of a run that has begun. */
    static ImageInput of(Plan plan, RunDirectory run) {
        return run.input(run.read())
                .orElseGet(() -> decided(plan, Base.read(run), () -> {
                    throw new IllegalStateException(
                            "a spec that says how to normalise is recorded with what came of it");
                }));
    }
}
