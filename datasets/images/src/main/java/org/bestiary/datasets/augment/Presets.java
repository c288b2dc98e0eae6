package org.bestiary.datasets.augment;

import java.util.List;
import java.util.Optional;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.DataException;

/**
 * The recipes that papers and lectures use, by name: one explicit, immutable list. A name that was released keeps its steps and
 * their values, because runs are repeated by it.
 */
public final class Presets {
    private static final Transform FLIP = new Flip(Flip.Axis.HORIZONTAL, 0.5);
    private static final Transform ANY_PART = new RandomResizedCrop(Optional.empty(), 0.08, 1);

    private static final List<Recipe> ALL = List.of(
            // Digits: small turns, shifts and bends; never a mirror.
            Recipe.of(
                    "mnist", new RandomAffine(10, 0.08, 0.15, 0.1, Fill.CONSTANT), new Elastic(0.7, 3, Fill.CONSTANT)),
            // He and others, "Deep Residual Learning for Image Recognition", 2016, section 4.2.
            Recipe.of("cifar-standard", new RandomCrop(4), FLIP),
            Recipe.of("cifar-strong", new RandomCrop(4), FLIP, new TrivialAugment(), new Cutout(16)),
            Recipe.of("cifar-mixup", new RandomCrop(4), FLIP, new Mixup(1.0), new LabelSmoothing(0.1)),
            Recipe.of("cifar-cutmix", new RandomCrop(4), FLIP, new CutMix(1.0)),
            // The numbers that courses on small data sets use with Keras; 0.2 is the shear factor here, not degrees.
            Recipe.of("lecture-catsdogs", new RandomAffine(40, 0.2, 0.2, 0.2, Fill.NEAREST), FLIP),
            Recipe.of("imagenet-train", ANY_PART, FLIP, new ColourJitter(0.4, 0.4, 0.4, 0)),
            Recipe.of("imagenet-rand", ANY_PART, FLIP, new RandAugment(2, 9)),
            Recipe.of("imagenet-eval", new ResizeAndCrop(Optional.empty(), Optional.empty(), 0.5, 0.5)));

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
     * All of them, with their steps.
     *
     * @return in the order they are listed
     */
    public static List<Recipe> recipes() {
        return ALL;
    }

    /**
     * Their names.
     *
     * @return in the order they are listed
     */
    public static List<String> names() {
        return ALL.stream().map(Recipe::name).toList();
    }

    /**
     * The recipe of a name.
     *
     * @param name as listed
     * @return the recipe, or empty if there is none
     */
    public static Optional<Recipe> named(String name) {
        return ALL.stream().filter(recipe -> recipe.name().equals(name)).findFirst();
    }

    /**
     * Finds a recipe.
     *
     * @param name as listed
     * @return the recipe
     * @throws DataException if there is none of this name; lists all
     */
    public static Augmentation find(String name) {
        return named(name)
                .orElseThrow(() -> new DataException(
                        "There is no augmentation '" + name + "'; there are " + String.join(", ", names()) + "."));
    }
}
