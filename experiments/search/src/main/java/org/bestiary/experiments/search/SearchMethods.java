package org.bestiary.experiments.search;

import java.util.List;
import org.bestiary.common.catalog.Catalog;
import org.bestiary.common.catalog.FlatForm;
import org.bestiary.common.catalog.OpenCatalog;
import org.bestiary.experiments.search.arbiter.GeneticMethod;
import org.bestiary.experiments.search.arbiter.GridMethod;
import org.bestiary.experiments.search.arbiter.RandomMethod;
import org.bestiary.experiments.search.method.SearchMethod;
import org.bestiary.experiments.search.method.SearchMethodProvider;
import org.bestiary.experiments.search.method.TpeMethod;

/** Every search method: one explicit list, and what {@link SearchMethodProvider}s on the class path add. */
public final class SearchMethods {
    private static final OpenCatalog<SearchMethod> CATALOG = new OpenCatalog<>(
            "Search methods",
            new Catalog<>(
                    "search method", List.of(GridMethod.KIND, RandomMethod.KIND, GeneticMethod.KIND, TpeMethod.KIND)),
            SearchMethodProvider.class);

    private SearchMethods() {}

    /**
     * How the block {@code search:} writes those that come with the program.
     *
     * @return with the name as {@code method} and the numbers beside it
     */
    static FlatForm<SearchMethod> builtIn() {
        return form(CATALOG.builtIn());
    }

    /**
     * How the block {@code search:} writes all of them.
     *
     * @return with the name as {@code method} and the numbers beside it
     * @throws org.bestiary.common.catalog.CatalogException if those of the class path cannot be used; says why
     */
    public static FlatForm<SearchMethod> all() {
        return form(CATALOG.all());
    }

    private static FlatForm<SearchMethod> form(Catalog<SearchMethod> kinds) {
        return FlatForm.usually(kinds, "method", "tpe");
    }
}
