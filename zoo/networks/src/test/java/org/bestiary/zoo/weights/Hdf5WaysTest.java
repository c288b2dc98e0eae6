package org.bestiary.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that h5py has written in all its ways ({@code make.py} in the resources) hold the same numbers. */
class Hdf5WaysTest {
    @TempDir
    private Path folder;

    private TensorSource open(String name) throws IOException {
        Path file = folder.resolve(name + ".h5");
        try (InputStream in = Hdf5WaysTest.class.getResourceAsStream("hdf5/" + name + ".h5")) {
            Files.copy(in, file);
        }
        return Pretrained.source(file);
    }

    private static float[] upwards(int from, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = from + i;
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "chunked", "gzip", "gzip-shuffle", "lzf", "lzf-shuffle-sums", "latest", "cntk"})
    void allWaysHoldTheSameNumbers(String name) throws IOException {
        try (TensorSource source = open(name)) {
            assertThat(source.shapes())
                    .containsEntry("conv/kernel", List.of(3L, 3L, 2L, 4L))
                    .containsEntry("top/kernel", List.of(3L, 4L));
            assertThat(source.read("conv/kernel")).containsExactly(upwards(-10, 72));
            assertThat(source.read("conv/bias")).containsExactly(1.5f, -2, 3, 0.25f);
            float[] some = new float[5];
            source.read("conv/kernel", 17, some);
            assertThat(some).containsExactly(upwards(7, 5));
        }
    }

    /** Rows and columns of a convolution are turned, those of a dense layer are not. */
    @ParameterizedTest
    @ValueSource(strings = {"theano", "theano-text"})
    void kernelsOfTheanoAreTurned(String name) throws IOException {
        try (TensorSource source = open(name)) {
            float[] turned = source.read("conv/kernel");
            for (int place = 0; place < 9; place++) {
                for (int i = 0; i < 8; i++) {
                    assertThat(turned[place * 8 + i]).isEqualTo((8 - place) * 8 + i - 10);
                }
            }
            assertThat(source.read("top/kernel")).containsExactly(-10, -9, -8, -7, -2, -1, 0, 1, 6, 7, 8, 9);
            assertThat(source.read("conv/bias")).containsExactly(1.5f, -2, 3, 0.25f);
        }
    }
}
