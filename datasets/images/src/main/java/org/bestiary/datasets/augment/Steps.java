package org.bestiary.datasets.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.bestiary.common.catalog.Catalog;
import org.bestiary.common.catalog.CatalogException;
import org.bestiary.common.catalog.Kind;
import org.bestiary.datasets.DataException;

/** Every kind of step that a recipe may have: one explicit list, and what {@link StepProvider}s on the class path add. */
public final class Steps {
    private static final Catalog<Step> BUILT_IN = new Catalog<>(
            "step",
            List.of(
                    RandomCrop.KIND,
                    RandomResizedCrop.KIND,
                    ResizeAndCrop.KIND,
                    Flip.KIND,
                    Rotate.KIND,
                    Shift.KIND,
                    Shear.KIND,
                    Zoom.KIND,
                    RandomAffine.KIND,
                    Elastic.KIND,
                    ColourJitter.KIND,
                    Grayscale.KIND,
                    Blur.KIND,
                    Noise.KIND,
                    Cutout.KIND,
                    RandAugment.KIND,
                    TrivialAugment.KIND,
                    Mixup.KIND,
                    CutMix.KIND,
                    LabelSmoothing.KIND));

    private Steps() {}

    /** Found once, when first asked for. */
    private static final class Provided {
        private static final List<Kind<Step>> KINDS = new ArrayList<>();
        private static final Optional<DataException> TROUBLE = load();

        private static Optional<DataException> load() {
            try {
                for (StepProvider provider : ServiceLoader.load(StepProvider.class)) {
                    KINDS.addAll(provider.kinds());
                }
                BUILT_IN.with(KINDS);
                return Optional.empty();
            } catch (ServiceConfigurationError | CatalogException e) {
                return Optional.of(new DataException(
                        "Steps of your own must be right before any can be used: " + e.getMessage(), e));
            }
        }
    }

    /**
     * The steps that come with the program.
     *
     * @return in the order they are listed
     */
    public static Catalog<Step> builtIn() {
        return BUILT_IN;
    }

    /**
     * All steps.
     *
     * @return those that come with the program, then those of the class path
     * @throws DataException if those of the class path cannot be used; says why
     */
    public static Catalog<Step> all() {
        if (Provided.TROUBLE.isPresent()) {
            throw Provided.TROUBLE.get();
        }
        return Provided.KINDS.isEmpty() ? BUILT_IN : BUILT_IN.with(Provided.KINDS);
    }

    /** What a step does, with every value. */
    static String identity(Step step) {
        return all().kindOf(step).map(kind -> kind.text(step)).orElseGet(step::toString);
    }
}
