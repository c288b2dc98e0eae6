package org.bestiary.datasets.augment;

import java.util.List;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.DataException;

/** The recipes that papers and lectures use, by name: one explicit, immutable list. */
public final class Presets {
    private static final List<Recipe> ALL =
            List.of(Recipe.of("cifar-standard", new PadAndCrop(4), new Flip(Flip.Axis.HORIZONTAL, 0.5)));

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
