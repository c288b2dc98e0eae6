package org.bestiary.experiments.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bestiary.common.catalog.CatalogException;
import org.bestiary.common.catalog.FlatForm;
import org.bestiary.experiments.config.SchemaRules;
import org.bestiary.experiments.config.SweepSource;
import org.bestiary.experiments.search.method.SearchMethod;
import org.bestiary.experiments.search.prune.Pruning;
import org.bestiary.experiments.search.prune.Prunings;

/** The schema of the block {@code search:}, whose methods and pruners are made from their catalogues. */
final class SearchSchema {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SearchSchema() {}

    /** With the methods and pruners of the class path. */
    static JsonNode all() {
        return of(SearchMethods.all(), Prunings.all());
    }

    /**
     * What takes the place of what a search leaves out, as its text stores it. Methods and pruners of the class path say
     * themselves what is usual: what is stored of other sweeps does not depend on them.
     */
    static JsonNode defaults(JsonNode search) {
        JsonNode root = of(SearchMethods.builtIn(), Prunings.builtIn());
        String pruner = search.path("pruner").path("type").asText(Prunings.USUAL);
        if (Prunings.builtIn().catalog().find(pruner).isEmpty()) {
            ((ObjectNode) root.at("/properties/search/properties/pruner/properties")).removeAll();
        }
        return root;
    }

    private static JsonNode of(FlatForm<SearchMethod> methods, FlatForm<Pruning> prunings) {
        JsonNode root = SchemaRules.load(SweepSource.class, "search.schema.json");
        ObjectNode search = (ObjectNode) root.at("/properties/search/properties");
        ObjectNode own = search.deepCopy();
        for (String name : methods.names()) {
            if (own.has(name)) {
                throw new CatalogException(
                        name,
                        "A search method must not have a parameter of the name of an entry of search, but got '" + name
                                + "'; rename it.");
            }
        }
        search.removeAll();
        search.set("space", own.get("space"));
        search.setAll((ObjectNode) MAPPER.valueToTree(methods.properties()));
        search.setAll(own);
        ((ObjectNode) search.get("pruner")).set("properties", MAPPER.valueToTree(prunings.properties()));
        return root;
    }
}
