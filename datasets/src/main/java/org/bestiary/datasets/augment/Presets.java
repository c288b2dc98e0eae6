package org.bestiary.datasets.augment;

import java.util.List;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.DataException;

/** The recipes that papers and lectures use, by name: one explicit, immutable list. */
public final class Presets {
    private static final Transform FLIP = new Flip(Flip.Axis.HORIZONTAL, 0.5);

    private static final List<Recipe> ALL = List.of(
            // Digits: small turns, shifts and bends; never a mirror.
            Recipe.of(
                    "mnist", new RandomAffine(10, 0.08, 0.15, 0.1, Fill.CONSTANT), new Elastic(0.7, 3, Fill.CONSTANT)),
            // He and others, "Deep Residual Learning for Image Recognition", 2016, section 4.2.
            Recipe.of("cifar-standard", new PadAndCrop(4), FLIP),
            Recipe.of("cifar-strong", new PadAndCrop(4), FLIP, new TrivialAugment(), new Cutout(16)),
            new Recipe(
                    "cifar-mixup", List.of(new PadAndCrop(4), FLIP), List.of(new Mixup(1.0), new LabelSmoothing(0.1))),
            new Recipe("cifar-cutmix", List.of(new PadAndCrop(4), FLIP), List.of(new CutMix(1.0))),
            // The numbers that courses on small data sets use with Keras; 0.2 is the shear factor here, not degrees.
            Recipe.of("lecture-catsdogs", new RandomAffine(40, 0.2, 0.2, 0.2, Fill.NEAREST), FLIP),
            Recipe.of("imagenet-train", new RandomResizedCrop(224, 0.08, 1), FLIP, new ColourJitter(0.4, 0.4, 0.4, 0)),
            Recipe.of("imagenet-rand", new RandomResizedCrop(224, 0.08, 1), FLIP, new RandAugment(2, 9)),
            Recipe.of("imagenet-eval", new ResizeAndCrop(256, 224, 0.5, 0.5)));

    private Presets() {}

    /**
     * All of them.
     *
     * @return in the order they are listed
     */
    public static List<Augmentation> all() {
        return List.copyOf(ALL);
    }

    /**
     * Finds a recipe.
     *
     * @param name as listed
     * @return the recipe
     * @throws DataException if there is none of this name; lists all
     */
    public static Augmentation find(String name) {
        return ALL.stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DataException("There is no augmentation '" + name + "'; there are "
                        + String.join(", ", ALL.stream().map(Recipe::name).toList()) + "."));
    }
}
