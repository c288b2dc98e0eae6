package org.bestiary.datasets.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.FetchProgress;
import org.bestiary.datasets.ImageDataset.TrainTest;
import org.bestiary.datasets.RealData;
import org.bestiary.datasets.memory.ChannelStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatsDogsTest {
    private final CatsDogs cats = new CatsDogs();

    @Test
    void theRealPhotographsAreWhatTheCardSays(@TempDir Path folder) throws IOException {
        Path real = RealData.with(cats).folder("cats-dogs");
        DataDirectory fresh = new DataDirectory(folder); // with a cache of its own
        Files.createSymbolicLink(folder.resolve("cats-dogs"), real.toRealPath());
        TrainTest images = cats.load(fresh);
        assertThat(images.train().classCounts()).containsExactly(1000, 1000);
        assertThat(images.test().classCounts()).containsExactly(500, 500);
        assertThat(images.train().shape()).isEqualTo(cats.card().shape());
        assertThat(images.remarks()).isEmpty();
        ChannelStatistics statistics = ChannelStatistics.of(images.train());
        for (int c = 0; c < 3; c++) {
            // Decoders of other platforms may round differently.
            assertThat(cats.card().normalisation().mean().get(c))
                    .isCloseTo(statistics.mean().get(c), within(1e-3));
            assertThat(cats.card().normalisation().std().get(c))
                    .isCloseTo(statistics.std().get(c), within(1e-3));
        }
    }

    @Test
    void withoutPhotographsTheMessageSaysWhereTheyBelong(@TempDir Path folder) {
        DataDirectory empty = new DataDirectory(folder);
        assertThat(cats.availability(empty).problems()).hasSize(4).contains("validation/dogs is missing");
        assertThatThrownBy(() -> cats.fetch(empty, FetchProgress.SILENT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("account at Kaggle")
                .hasMessageContaining(folder.resolve("cats-dogs").toString());
        assertThatThrownBy(() -> cats.load(empty)).isInstanceOf(DataException.class);
    }
}
