package org.bestiary.experiments.search.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bestiary.experiments.search.arbiter.GeneticSearch;
import org.bestiary.experiments.search.arbiter.RandomSearch;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.space.Choice;
import org.bestiary.experiments.search.space.Condition;
import org.bestiary.experiments.search.space.IntegerRange;
import org.bestiary.experiments.search.space.RealRange;
import org.bestiary.experiments.search.space.SearchParameter;
import org.bestiary.experiments.search.space.SearchSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnrepeatedTest {
    /** Five points: a has three sizes, b one of two kinds. */
    private static final SearchSpace FIVE = new SearchSpace(List.of(
            SearchParameter.always("net", choice("a", "b")),
            new SearchParameter("size", new IntegerRange(1, 3, 1, false), when("a")),
            new SearchParameter("kind", choice("x", "y"), when("b"))));

    private static Choice choice(String... values) {
        return new Choice(
                Stream.of(values).map(v -> (JsonNode) TextNode.valueOf(v)).toList());
    }

    private static Optional<Condition> when(String net) {
        return Optional.of(new Condition("net", List.of(TextNode.valueOf(net))));
    }

    static Stream<Suggester> methods() {
        return Stream.of(new RandomSearch(FIVE, 1), new GeneticSearch(FIVE, 1), new Tpe(FIVE, 1));
    }

    private static List<Assignment> points(Suggester method, int most) {
        List<Observation> history = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            Optional<Assignment> next = method.suggest(i, history);
            if (next.isEmpty()) {
                break;
            }
            history.add(Observation.completed(i, next.get(), i % 3));
        }
        return history.stream().map(Observation::parameters).toList();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void takesEveryPointOnceAndEnds(Suggester method) {
        Suggester unrepeated = new Unrepeated(method, FIVE, 1);
        assertThat(points(unrepeated, 20)).hasSize(5).doesNotHaveDuplicates();
        assertThat(points(unrepeated, 20)).as("the same again").isEqualTo(points(unrepeated, 20));
    }

    @Test
    void leavesAMethodAloneWhereThereIsNoEnd() {
        SearchSpace endless = new SearchSpace(List.of(SearchParameter.always("rate", new RealRange(0.1, 1, true))));
        Suggester random = new RandomSearch(endless, 4);
        assertThat(points(new Unrepeated(random, endless, 4), 30)).isEqualTo(points(random, 30));
    }

    @Test
    void equalNumbersInAChoiceAreOneValue() {
        assertThatThrownBy(() -> new Choice(List.of(IntNode.valueOf(16), DoubleNode.valueOf(16))))
                .hasMessageContaining("must not have a value twice");
    }
}
