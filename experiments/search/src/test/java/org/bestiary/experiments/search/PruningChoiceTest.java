package org.bestiary.experiments.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.bestiary.common.catalog.FlatForm;
import org.bestiary.experiments.config.ChoiceContract;
import org.bestiary.experiments.search.prune.NoPruning;
import org.bestiary.experiments.search.prune.Pruning;
import org.bestiary.experiments.search.prune.Prunings;
import org.junit.jupiter.api.Test;

/** The pruners, among them one of the class path. */
class PruningChoiceTest extends ChoiceContract<Pruning> {
    @Override
    protected FlatForm<Pruning> form() {
        return Prunings.all();
    }

    @Override
    protected Map<String, Map<String, Object>> rows() {
        return Map.of(
                "none", Map.of(),
                "median", Map.of("minEpochs", 2, "startupTrials", 7),
                "asha", Map.of("minEpochs", 2, "reduction", 4),
                "hyperband", Map.of("reduction", 4),
                "own-patience", Map.of("patience", 6));
    }

    @Override
    protected Pruning throughASpec(String flat) {
        return SearchChoices.stored(SearchChoices.sweep("pruner: " + flat)).pruning();
    }

    @Override
    protected JsonNode properties() {
        return SearchSchema.all().at("/properties/search/properties/pruner/properties");
    }

    @Override
    protected String documented() {
        return SearchChoices.readme() + " own-patience";
    }

    @Test
    void oneOfTheUsersOwnIsToldInWords() {
        Sweep sweep = SearchChoices.sweep("pruner: {type: own-patience}");
        assertThat(SweepSummary.lines(sweep))
                .anyMatch(line -> line.startsWith("method tpe, pruner {own-patience: {patience: 3}},"));
    }

    /** Stores hold the numbers of other pruners too. */
    @Test
    void numbersOfOthersAreLeftAside() {
        Sweep sweep = SearchChoices.sweep("pruner: {type: none, minEpochs: 1, reduction: 3, startupTrials: 5}");
        assertThat(sweep.pruning()).isEqualTo(new NoPruning());
        assertThat(SearchChoices.sweep("seed: 1").source().text())
                .contains("pruner:\n    type: none\n    minEpochs: 1\n    reduction: 3\n    startupTrials: 5\n");
    }
}
