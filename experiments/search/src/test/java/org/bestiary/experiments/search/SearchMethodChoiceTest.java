package org.bestiary.experiments.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.bestiary.common.catalog.FlatForm;
import org.bestiary.experiments.config.ChoiceContract;
import org.bestiary.experiments.search.method.SearchMethod;
import org.junit.jupiter.api.Test;

/** The search methods, among them one of the class path. */
class SearchMethodChoiceTest extends ChoiceContract<SearchMethod> {
    @Override
    protected FlatForm<SearchMethod> form() {
        return SearchMethods.all();
    }

    @Override
    protected String key() {
        return "method";
    }

    @Override
    protected Map<String, Map<String, Object>> rows() {
        return Map.of(
                "grid", Map.of("steps", 5),
                "random", Map.of(),
                "genetic", Map.of(),
                "tpe", Map.of(),
                "own-points", Map.of("at", 0.75));
    }

    @Override
    protected SearchMethod throughASpec(String flat) {
        return SearchChoices.stored(SearchChoices.sweep(flat.substring(1, flat.length() - 1)))
                .method();
    }

    @Override
    protected JsonNode properties() {
        return SearchSchema.all().at("/properties/search/properties");
    }

    @Override
    protected String documented() {
        return SearchChoices.readme() + " own-points";
    }

    @Test
    void oneOfTheUsersOwnChoosesThePoints() {
        Sweep sweep = SearchChoices.sweep("method: own-points, at: 0.75");
        assertThat(sweep.suggester().suggest(0, List.of()).orElseThrow().values())
                .hasToString("{training.batch=16}");
        assertThat(SweepSummary.lines(sweep)).anyMatch(line -> line.startsWith("method own-points, pruner none"));
        assertThat(SearchChoices.sweep("seed: 1").source().text()).doesNotContain("at:");
    }
}
