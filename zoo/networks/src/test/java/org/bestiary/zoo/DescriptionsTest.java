package org.bestiary.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.bestiary.zoo.graph.Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What needs no weights, so that every network of the registry does it at full size. */
class DescriptionsTest {
    static Stream<String> all() {
        return Zoo.ids().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void cardsAreComplete(String id) {
        Architecture architecture = Zoo.find(id);
        ModelCard card = architecture.card();
        assertThat(card.departures()).isNotEmpty().allSatisfy(d -> assertThat(d).endsWith("."));
        assertThat(card.introduced()).endsWith(".");
        assertThat(card.use()).endsWith(".");
        assertThat(architecture.options().stream().map(Option::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("all")
    void otherClassesChannelsAndSizesAreDescribed(String id) {
        Architecture architecture = Zoo.find(id);
        int size = architecture.card().minimumSize();
        for (Shape input : List.of(
                Shape.map(1, size, size), Shape.map(4, size + 1, size + 5), Shape.map(3, size + 37, size + 2))) {
            Network network =
                    architecture.network(BuildOptions.defaults().input(input).classes(7));
            assertThat(network.logits().output()).isEqualTo(Shape.vector(7));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void tooSmallAnInputIsRefused(String id) {
        Architecture architecture = Zoo.find(id);
        int size = architecture.card().minimumSize();
        if (size == 1) {
            return;
        }
        BuildOptions options = BuildOptions.defaults().input(Shape.map(3, size - 1, size));
        assertThatThrownBy(() -> architecture.network(options))
                .isInstanceOf(ZooException.class)
                .hasMessage("input must be at least " + size + "x" + size + " for " + id + ", but got " + (size - 1)
                        + "x" + size + "; pick a smaller network or resize");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyOptionTakesItsDefaultAndItsChoices(String id) {
        Architecture architecture = Zoo.find(id);
        for (Option option : architecture.options()) {
            for (String choice : option.choices()) {
                Network network = architecture.network(BuildOptions.defaults().set(option.name(), choice));
                assertThat(network.logits().output().channels())
                        .isEqualTo(architecture.card().classes());
            }
            assertThat(option.check(id, option.defaultValue())).isEqualTo(option.defaultValue());
        }
    }
}
