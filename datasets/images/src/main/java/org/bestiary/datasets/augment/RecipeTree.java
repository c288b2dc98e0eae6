package org.bestiary.datasets.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.common.NearestNames;
import org.bestiary.common.catalog.Catalog;
import org.bestiary.common.catalog.CatalogException;
import org.bestiary.common.catalog.Parameter;

/**
 * Recipes as trees of plain values, which is how specs hold them: {@value #NONE}, the name of a preset, or a list of steps.
 * Each step is written as its {@link Catalog} says; the name of a preset among them stands for its steps.
 */
public final class RecipeTree {
    /** No change at all. */
    public static final String NONE = "none";

    /** A recipe has at most so many. */
    public static final int MOST_STEPS = 100;

    /** A step of a module that is built when asked for. */
    private static final String DATAVEC = "datavec";

    private RecipeTree() {}

    /**
     * Reads a recipe.
     *
     * @param tree a text, or a list of texts and mappings
     * @param path where it stands, for messages
     * @return the recipe, or empty for {@value #NONE}
     * @throws CatalogException if something in it is unknown or not allowed; says where
     */
    public static Optional<Recipe> read(Object tree, String path) {
        if (tree instanceof String name) {
            return name.equals(NONE) ? Optional.empty() : Optional.of(preset(name, path));
        }
        if (!(tree instanceof List<?> list)) {
            throw new CatalogException(
                    path,
                    path + " must be " + NONE + ", the name of a preset or a list of steps, but got "
                            + Parameter.quote(tree)
                            + (tree instanceof Map<?, ?> ? "; begin each step with a dash, or write [{...}]" : ""));
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            steps.addAll(steps(list.get(i), path + "[" + i + "]"));
        }
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw new CatalogException(
                    path,
                    path + " must have from 1 to " + MOST_STEPS + " steps, but got " + steps.size()
                            + (steps.isEmpty() ? "; write " + NONE : ""));
        }
        Recipe recipe = Recipe.of(title(steps), steps);
        if (recipe.batchSteps().stream().filter(BatchChange::mixes).count() > 1) {
            throw new CatalogException(
                    path, path + " must mix images once at most, but got " + recipe.name() + "; leave one out");
        }
        return Optional.of(recipe);
    }

    private static Recipe preset(String name, String path) {
        Catalog<Step> steps = Steps.all();
        return Presets.named(name).orElseThrow(() -> {
            List<String> known =
                    Stream.concat(Stream.of(NONE), Presets.names().stream()).toList();
            String advice = steps.find(name).isPresent()
                    ? ", but a step; write [" + name + "]"
                    : NearestNames.hint(name, known);
            return new CatalogException(path, path + ": '" + name + "' is no preset of an augmentation" + advice);
        });
    }

    /** The steps that one entry of a list stands for. */
    private static List<Step> steps(Object tree, String path) {
        Catalog<Step> catalog = Steps.all();
        if (tree instanceof String name && catalog.find(name).isEmpty()) {
            List<String> known = Stream.concat(catalog.names().stream(), Presets.names().stream())
                    .toList();
            return Presets.named(name)
                    .map(Recipe::all)
                    .orElseThrow(() -> new CatalogException(
                            path,
                            path + ": there is no step or preset '" + name + "'" + NearestNames.hint(name, known)));
        }
        if (tree instanceof Map<?, ?> mapping
                && mapping.containsKey(DATAVEC)
                && catalog.find(DATAVEC).isEmpty()) {
            throw new CatalogException(
                    path,
                    path + ": the step '" + DATAVEC + "' is in builds with OpenCV only; set BESTIARY_MAVEN_ARGS to"
                            + " -Pdatavec-image and start again");
        }
        return List.of(catalog.read(tree, path));
    }

    private static String title(List<Step> steps) {
        Catalog<Step> catalog = Steps.all();
        return steps.stream()
                .map(step -> catalog.kindOf(step).orElseThrow().name())
                .collect(Collectors.joining(", "));
    }

    /**
     * Writes a recipe in full: every step with all its values, presets taken apart.
     *
     * @param recipe of steps that {@link Steps} lists
     * @return a list that {@link #read} makes an equal recipe of
     */
    public static List<Object> write(Recipe recipe) {
        return recipe.all().stream().<Object>map(Steps.all()::write).toList();
    }
}
