package org.bestiary.experiments.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.bestiary.common.BestiaryException;
import org.bestiary.common.catalog.CatalogException;
import org.bestiary.datasets.augment.Recipe;
import org.bestiary.datasets.augment.RecipeTree;

/**
 * How training images are changed: not at all, by a preset, which stays a name, or by a list of steps, which is kept with every
 * value of every step. Two that are equal do the same. Immutable.
 */
public final class AugmentSpec {
    /** The entry of a spec that this is. */
    public static final String PATH = "data.augment";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode tree;
    private final Optional<Recipe> recipe;

    private AugmentSpec(JsonNode tree, Optional<Recipe> recipe) {
        this.tree = tree;
        this.recipe = recipe;
    }

    /**
     * Reads it.
     *
     * @param tree {@code none}, the name of a preset, or a list of steps
     * @throws CatalogException if something in it is unknown or not allowed
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static AugmentSpec of(JsonNode tree) {
        return of(tree, PATH);
    }

    /**
     * Reads it from elsewhere than a spec.
     *
     * @param tree {@code none}, the name of a preset, or a list of steps
     * @param place where it stands, for messages
     * @throws CatalogException if something in it is unknown or not allowed
     */
    public static AugmentSpec of(JsonNode tree, String place) {
        Optional<Recipe> recipe = RecipeTree.read(MAPPER.convertValue(tree, Object.class), place);
        return new AugmentSpec(
                tree.isArray() ? MAPPER.valueToTree(RecipeTree.write(recipe.orElseThrow())) : tree, recipe);
    }

    /** The rule that a tree breaks; empty if it breaks none. */
    static Optional<Violation> check(JsonNode tree) {
        try {
            of(tree);
            return Optional.empty();
        } catch (CatalogException e) {
            return Optional.of(new Violation(e.path(), e.getMessage()));
        } catch (BestiaryException e) {
            return Optional.of(new Violation(PATH, PATH + ": " + e.getMessage()));
        }
    }

    /** The steps written out, presets taken apart; empty if nothing is changed. */
    Optional<JsonNode> steps() {
        return recipe.map(r -> MAPPER.valueToTree(RecipeTree.write(r)));
    }

    /** As a spec and the record of a run hold it. */
    @JsonValue
    public JsonNode tree() {
        return tree;
    }

    /** What is done; empty for nothing. */
    public Optional<Recipe> recipe() {
        return recipe;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AugmentSpec that && tree.equals(that.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }

    /** For people: {@code none}, the name of the preset, or the names of the steps. */
    @Override
    public String toString() {
        return recipe.map(Recipe::name).orElse(RecipeTree.NONE);
    }
}
