package org.bestiary.experiments.search.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bestiary.experiments.search.method.Observation;
import org.bestiary.experiments.search.method.Suggester;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.space.Choice;
import org.bestiary.experiments.search.space.Condition;
import org.bestiary.experiments.search.space.IntegerRange;
import org.bestiary.experiments.search.space.RealRange;
import org.bestiary.experiments.search.space.SearchParameter;
import org.bestiary.experiments.search.space.SearchSpace;
import org.junit.jupiter.api.Test;

class GeneratorsTest {
    private static final SearchSpace MIXED = new SearchSpace(List.of(
            SearchParameter.always("kind", new Choice(List.of(TextNode.valueOf("a"), TextNode.valueOf("b")))),
            new SearchParameter(
                    "rate",
                    new RealRange(0.01, 1, true),
                    Optional.of(new Condition("kind", List.of(TextNode.valueOf("a"))))),
            SearchParameter.always("only", new Choice(List.of(TextNode.valueOf("one")))),
            SearchParameter.always("size", new IntegerRange(1, 3, 1, false))));

    private static List<Assignment> points(Suggester method, int count) {
        List<Observation> history = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<Assignment> next = method.suggest(i, history);
            if (next.isEmpty()) {
                break;
            }
            history.add(Observation.completed(i, next.get(), size(next.get())));
        }
        return history.stream().map(Observation::parameters).toList();
    }

    private static double size(Assignment point) {
        return point.get("size").orElseThrow().asDouble();
    }

    @Test
    void aGridHasEveryCombinationOnceAndBothBounds() {
        List<Assignment> points = points(new GridSearch(MIXED, 3), 100);
        // a: 3 rates x 3 sizes; b: 3 sizes.
        assertThat(points).hasSize(12).doesNotHaveDuplicates();
        assertThat(MIXED.points(3)).hasValue(12);
        assertThat(points.stream().flatMap(p -> p.get("rate").stream()).map(r -> r.asDouble()))
                .containsOnly(0.01, 0.1, 1.0);
        assertThat(points.stream().filter(p -> p.get("rate").isEmpty())).hasSize(3);
    }

    @Test
    void aGridThatIsTooLargeIsRefused() {
        SearchSpace large = new SearchSpace(List.of(
                SearchParameter.always("x", new RealRange(0, 1, false)),
                SearchParameter.always("y", new RealRange(0, 1, false))));
        assertThatThrownBy(() -> new GridSearch(large, 1_000)).hasMessageContaining("at most 100000 points");
    }

    @Test
    void randomAndGeneticSearchRepeatThemselvesFromTheSeed() {
        assertThat(points(new RandomSearch(MIXED, 5), 30)).isEqualTo(points(new RandomSearch(MIXED, 5), 30));
        assertThat(points(new GeneticSearch(MIXED, 5), 30)).isEqualTo(points(new GeneticSearch(MIXED, 5), 30));
        assertThat(points(new RandomSearch(MIXED, 5), 30)).isNotEqualTo(points(new RandomSearch(MIXED, 6), 30));
        assertThat(points(new GeneticSearch(MIXED, 5), 30)).isNotEqualTo(points(new GeneticSearch(MIXED, 6), 30));
    }

    @Test
    void randomSearchCoversTheSpace() {
        List<Assignment> points = points(new RandomSearch(MIXED, 1), 300);
        long small = points.stream()
                .flatMap(p -> p.get("rate").stream())
                .filter(r -> r.asDouble() < 0.1)
                .count();
        assertThat(small).as("half of the magnitudes").isBetween(50L, 100L);
        IntStream.rangeClosed(1, 3)
                .forEach(s -> assertThat(
                                points.stream().filter(p -> size(p) == s).count())
                        .isBetween(70L, 130L));
    }

    /** Once the population breeds, the fit ones have the children. */
    @Test
    void geneticSearchImproves() {
        SearchSpace plane = new SearchSpace(List.of(
                SearchParameter.always("size", new RealRange(0, 1, false)),
                SearchParameter.always("other", new RealRange(0, 1, false))));
        List<Assignment> points = points(new GeneticSearch(plane, 2), 200);
        assertThat(new HashSet<>(points)).hasSizeGreaterThan(190);
        assertThat(mean(points.subList(120, 200))).isLessThan(mean(points.subList(0, 20)) - 0.15);
    }

    private static double mean(List<Assignment> points) {
        return points.stream().mapToDouble(GeneratorsTest::size).average().orElseThrow();
    }
}
