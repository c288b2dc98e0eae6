package org.bestiary.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bestiary.zoo.ZooException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every byte of a small file of each kind, flipped: either numbers come, or one line, and soon. */
@Timeout(120)
class FlippedBytesTest {
    @TempDir
    private Path folder;

    /** The bits of each byte that are turned: all, the lowest, the highest. */
    private static final int[] FLIPS = {0xff, 0x01, 0x80};

    private void flip(Path file, Consumer<Path> reader) throws IOException {
        flip(file, reader, FLIPS);
    }

    private void flip(Path file, Consumer<Path> reader, int... flips) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        reader.accept(file);
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            if (whole[at] == 0 && flips.length == 1) {
                continue;
            }
            for (int bits : flips) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) bits;
                // A file of its own each time: readers may keep the one before mapped into memory.
                Path other = Files.write(folder.resolve(at + "-" + bits + "-" + file.getFileName()), damaged);
                try {
                    reader.accept(other);
                } catch (ZooException e) {
                    refused++;
                    assertThat(e).message().isNotBlank().doesNotContain("\n").hasSizeLessThan(4_100);
                }
                Files.delete(other);
            }
        }
        assertThat(refused).isPositive();
        for (int length = 0; length < whole.length; length += 1 + whole.length / 500) {
            Path other = Files.write(folder.resolve(length + "-" + file.getFileName()), Arrays.copyOf(whole, length));
            try {
                reader.accept(other);
            } catch (ZooException e) {
                assertThat(e).message().isNotBlank().doesNotContain("\n");
            }
        }
    }

    private static void weights(Path file) {
        try (TensorSource source = Pretrained.source(file)) {
            for (Map.Entry<String, List<Long>> t : source.shapes().entrySet()) {
                long count = t.getValue().stream().reduce(1L, Math::multiplyExact);
                if (count < 1 << 22) {
                    source.read(t.getKey());
                }
            }
        }
    }

    @Test
    void safetensors() throws IOException {
        Path file = folder.resolve("w.safetensors");
        new GeneratedTensors(Map.of("conv.weight", List.of(2L, 3L), "fc.bias", List.of(4L))).write(file);
        flip(file, FlippedBytesTest::weights);
    }

    @Test
    void npy() throws IOException {
        Path file = folder.resolve("x.npy");
        new NpyFile(new long[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6}).write(file);
        flip(file, NpyFile::read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest"})
    void hdf5(String name) throws IOException {
        Path file = folder.resolve(name + ".h5");
        try (InputStream in = FlippedBytesTest.class.getResourceAsStream("hdf5/" + name + ".h5")) {
            Files.copy(in, file);
        }
        flip(file, FlippedBytesTest::weights);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(9223372036854775807, 2)",
                "(1, 99999999999999999999)",
                "(536870911,)",
                "(4294967296, 4294967296)",
                "(100000000, 1)"
            })
    void anArrayThatSaysItIsLargerThanItsFile(String shape) throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
        byte[] bytes = new byte[10 + header.length()];
        System.arraycopy(
                new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0}, 0, bytes, 0, 10);
        for (int i = 0; i < header.length(); i++) {
            bytes[10 + i] = (byte) header.charAt(i);
        }
        Path file = Files.write(folder.resolve("x.npy"), bytes);
        assertThat(catchThrowable(() -> NpyFile.read(file))).isInstanceOf(ZooException.class);
    }
}
