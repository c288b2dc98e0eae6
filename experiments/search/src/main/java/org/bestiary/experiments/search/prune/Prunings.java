package org.bestiary.experiments.search.prune;

import java.util.List;
import org.bestiary.common.catalog.Catalog;
import org.bestiary.common.catalog.FlatForm;
import org.bestiary.common.catalog.OpenCatalog;

/** Every way to prune: one explicit list, and what {@link PruningProvider}s on the class path add. */
public final class Prunings {
    /** What is meant when none is named. */
    public static final String USUAL = "none";

    private static final OpenCatalog<Pruning> CATALOG = new OpenCatalog<>(
            "Pruners",
            new Catalog<>(
                    "pruner",
                    List.of(NoPruning.KIND, MedianPruner.KIND, SuccessiveHalving.KIND, HyperbandPruning.KIND)),
            PruningProvider.class);

    private Prunings() {}

    /**
     * How {@code search.pruner} writes those that come with the program.
     *
     * @return with the name as {@code type}
     */
    public static FlatForm<Pruning> builtIn() {
        return form(CATALOG.builtIn());
    }

    /**
     * How {@code search.pruner} writes all of them.
     *
     * @return with the name as {@code type}
     * @throws org.bestiary.common.catalog.CatalogException if those of the class path cannot be used; says why
     */
    public static FlatForm<Pruning> all() {
        return form(CATALOG.all());
    }

    private static FlatForm<Pruning> form(Catalog<Pruning> kinds) {
        return FlatForm.usually(kinds, "type", USUAL);
    }
}
