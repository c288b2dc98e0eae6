package org.bestiary.datasets.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.RealData;
import org.bestiary.datasets.memory.ChannelStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTest {
    @Test
    void theRealFilesAreWhatTheCardSays() {
        Cifar10 cifar = new Cifar10();
        ImageDataset.TrainTest images = cifar.load(RealData.with(cifar));
        assertThat(images.train().count()).isEqualTo(cifar.card().trainSize());
        assertThat(images.test().count()).isEqualTo(cifar.card().testSize());
        assertThat(images.train().classCounts()).containsOnly(5000);
        assertThat(images.test().classCounts()).containsOnly(1000);
        assertThat(cifar.card().classes().get(images.train().label(0))).isEqualTo("frog");
        ChannelStatistics statistics = ChannelStatistics.of(images.train());
        for (int c = 0; c < 3; c++) {
            assertThat(cifar.card().normalisation().mean().get(c))
                    .isCloseTo(statistics.mean().get(c), within(1e-5));
            assertThat(cifar.card().normalisation().std().get(c))
                    .isCloseTo(statistics.std().get(c), within(1e-5));
        }
    }

    @Test
    void withoutFilesTheMessageNamesThem(@TempDir Path folder) {
        assertThatThrownBy(() -> new Cifar100().load(new DataDirectory(folder)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cifar-100-binary/train.bin is missing")
                .hasMessageContaining("'bestiary datasets fetch cifar-100'");
    }
}
