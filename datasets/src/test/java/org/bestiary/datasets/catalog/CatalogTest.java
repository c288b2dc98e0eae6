package org.bestiary.datasets.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogTest {
    static List<ImageDataset> all() {
        return Catalog.standard().all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyCardIsComplete(ImageDataset dataset) {
        assertThat(dataset.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(dataset.card().title()).isNotBlank();
        assertThat(dataset.card().summary()).isNotBlank();
        assertThat(dataset.card().licence()).isNotBlank();
        assertThat(dataset.card().citation()).isNotBlank();
        assertThat(Catalog.standard().find(dataset.id())).isSameAs(dataset);
    }

    @Test
    void anUnknownIdNamesTheNearest() {
        assertThatThrownBy(() -> Catalog.standard().find("mnits"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("There is no data set 'mnits'; nearest are mnist");
    }

    @Test
    void anIdIsThereOnce() {
        assertThatThrownBy(() -> new Catalog(List.of(new Strokes(), new Strokes(10, 10, 3))))
                .hasMessageContaining("'strokes' is there twice");
    }
}
