package org.bestiary.experiments.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.bestiary.common.catalog.CatalogException;
import org.bestiary.datasets.augment.Presets;
import org.bestiary.datasets.augment.Recipe;
import org.bestiary.datasets.augment.RecipeTree;
import org.bestiary.datasets.augment.Steps;
import org.bestiary.experiments.config.AugmentSpec;
import org.bestiary.experiments.config.DocumentKind;
import org.bestiary.experiments.config.SpecLocation;
import org.bestiary.experiments.config.YamlTree;

/** What {@code --augment} names: a preset, a YAML file with steps, or the steps themselves. */
final class AugmentArgument {
    /** What {@code --help} calls it. */
    static final String LABEL = "NAME|FILE|STEPS";

    private static final String OPTION = "--augment";
    private static final String ENTRY = "augment";

    private AugmentArgument() {}

    /**
     * Reads it.
     *
     * @param given {@code none}, a preset, a file with a list of steps or a whole spec, or YAML as {@code [{flip: vertical}]}
     * @return the recipe, or empty for {@code none}
     * @throws BadInput if it is none of these
     */
    static Optional<Recipe> read(String given) {
        if (given.equals(RecipeTree.NONE)) {
            return Optional.empty();
        }
        Optional<Recipe> preset = Presets.named(given);
        if (preset.isPresent()) {
            return preset;
        }
        String text = given.strip();
        if (text.startsWith("[")
                || text.startsWith("{")
                || Steps.all().find(text).isPresent()) {
            return recipe(YamlTree.parse(ENTRY + ": " + text, OPTION, DocumentKind.RECIPE), ENTRY, OPTION);
        }
        return file(given);
    }

    private static Optional<Recipe> file(String given) {
        Path file;
        try {
            file = Path.of(given);
        } catch (InvalidPathException e) {
            throw unknown(given);
        }
        if (!Files.isRegularFile(file)) {
            throw unknown(given);
        }
        String origin = file.toString();
        YamlTree tree = YamlTree.parse(YamlTree.text(file, DocumentKind.RECIPE), origin, DocumentKind.RECIPE, ENTRY);
        for (String entry : new String[] {AugmentSpec.PATH, ENTRY}) {
            if (!at(tree, entry).isMissingNode()) {
                return recipe(tree, entry, origin);
            }
        }
        throw new BadInput(origin + ": a file for " + OPTION + " must be a list of steps, or a spec with an entry "
                + AugmentSpec.PATH + ", but it has none");
    }

    private static JsonNode at(YamlTree tree, String entry) {
        return tree.root().at("/" + entry.replace('.', '/'));
    }

    private static Optional<Recipe> recipe(YamlTree tree, String entry, String origin) {
        boolean typed = origin.equals(OPTION);
        try {
            return AugmentSpec.of(at(tree, entry), typed ? OPTION : entry).recipe();
        } catch (CatalogException e) {
            throw new BadInput((typed ? "" : SpecLocation.of(origin, tree).of(e.path()) + ": ") + e.getMessage());
        }
    }

    private static BadInput unknown(String given) {
        return new BadInput("There is no augmentation '" + given + "'; there are " + String.join(", ", Presets.names())
                + ", a YAML file with steps, or steps as in " + OPTION + " '[{flip: horizontal}, grayscale]'");
    }
}
