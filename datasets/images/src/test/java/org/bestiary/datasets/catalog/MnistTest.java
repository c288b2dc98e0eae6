package org.bestiary.datasets.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DataFile;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.RealData;
import org.bestiary.datasets.memory.ChannelStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {
    private final Mnist mnist = new Mnist();

    @Test
    void theRealFilesAreWhatTheCardSays() {
        ImageDataset.TrainTest images = mnist.load(RealData.with(mnist));
        assertThat(images.train().count()).isEqualTo(mnist.card().trainSize());
        assertThat(images.test().count()).isEqualTo(mnist.card().testSize());
        assertThat(images.train().shape()).isEqualTo(mnist.card().shape());
        // The first labels every course prints.
        assertThat(new int[] {
                    images.train().label(0),
                    images.train().label(1),
                    images.train().label(2)
                })
                .containsExactly(5, 0, 4);
        assertThat(images.test().label(0)).isEqualTo(7);
        ChannelStatistics statistics = ChannelStatistics.of(images.train());
        assertThat(mnist.card().normalisation().mean().get(0))
                .isCloseTo(statistics.mean().get(0), within(1e-5));
        assertThat(mnist.card().normalisation().std().get(0))
                .isCloseTo(statistics.std().get(0), within(1e-5));
    }

    @Test
    void swappedTruncatedAndFlippedRealFilesAreRefusedByName(@TempDir Path folder) throws Exception {
        DataDirectory real = RealData.with(mnist);
        DataDirectory copy = new DataDirectory(folder);
        Files.createDirectories(copy.folder("mnist"));
        for (DataFile file : mnist.card().files()) {
            Files.copy(
                    real.folder("mnist").resolve(file.name()),
                    copy.folder("mnist").resolve(file.name()));
        }
        Path labels = copy.folder("mnist").resolve("train-labels-idx1-ubyte.gz");
        byte[] sound = Files.readAllBytes(labels);
        byte[] flipped = sound.clone();
        flipped[20_000] ^= 1;
        Files.write(labels, flipped);
        assertThatThrownBy(() -> mnist.load(copy))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(labels + " must have SHA-256 3552534a0a558bbed6aed32b30c495cc");
        Files.write(labels, Arrays.copyOf(sound, 1000));
        assertThatThrownBy(() -> mnist.load(copy)).hasMessageContaining(labels + " must have 28881 bytes, found 1000");
        Files.copy(
                real.folder("mnist").resolve("t10k-labels-idx1-ubyte.gz"), labels, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> mnist.load(copy))
                .hasMessageContaining("found 4542, the size of t10k-labels-idx1-ubyte.gz (were the files swapped?)");
    }

    @Test
    void withoutFilesTheMessageNamesThemTheFolderAndTheAlternative(@TempDir Path folder) {
        DataDirectory empty = new DataDirectory(folder);
        assertThat(mnist.availability(empty).problems()).hasSize(4).allMatch(p -> p.endsWith(".gz is missing"));
        assertThatThrownBy(() -> mnist.load(empty))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("train-images-idx3-ubyte.gz is missing")
                .hasMessageContaining(folder.resolve("mnist").toString())
                .hasMessageContaining("'strokes'");
    }
}
