package org.bestiary.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedFigureTest {
    @Test
    void belongsToANetworkOfTheZoo() {
        List<String> ids = Zoo.all().stream().map(Architecture::id).toList();

        assertThat(PublishedFigure.all())
                .isNotEmpty()
                .allSatisfy(f -> assertThat(ids).contains(f.model()));
    }

    @Test
    void isThereOncePerQuantity() {
        assertThat(PublishedFigure.all().stream().map(f -> f.model() + ": " + f.quantity()))
                .doesNotHaveDuplicates();
    }

    @Test
    void isFoundByNetwork() {
        assertThat(PublishedFigure.of("resnet20"))
                .extracting(PublishedFigure::value, PublishedFigure::source)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(8.75, "He et al. 2016, table 6"));
        assertThat(PublishedFigure.of("plain20")).isEmpty();
    }
}
