package org.bestiary.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bestiary.zoo.ZooException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyFileTest {
    @TempDir
    Path directory;

    @Test
    void arraysSurviveTheFile() {
        Path file = directory.resolve("x.npy");
        for (long[] shape : new long[][] {{2, 3}, {6}, {1, 2, 3, 1}, {}}) {
            float[] values =
                    Arrays.copyOf(new float[] {1, -2, 3.5f, 0, 1e-30f, Float.MAX_VALUE}, shape.length == 0 ? 1 : 6);
            new NpyFile(shape, values).write(file);
            NpyFile read = NpyFile.read(file);
            assertThat(read.shape()).containsExactly(shape);
            assertThat(read.values()).containsExactly(values);
        }
    }

    /** The bytes that numpy.save writes for np.arange(3, dtype=np.float32). */
    @Test
    void theFormatIsNumPys() throws IOException {
        Path file = directory.resolve("x.npy");
        new NpyFile(new long[] {3}, new float[] {0, 1, 2}).write(file);
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }";
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(128 + 12);
        assertThat(new String(bytes, 1, 5, StandardCharsets.ISO_8859_1)).isEqualTo("NUMPY");
        assertThat(new String(bytes, 10, header.length(), StandardCharsets.ISO_8859_1))
                .isEqualTo(header);
        assertThat(bytes[127]).isEqualTo((byte) '\n');
    }

    private void refused(byte[] bytes, String what) throws IOException {
        Path file = Files.write(directory.resolve("bad.npy"), bytes);
        assertThatThrownBy(() -> NpyFile.read(file))
                .isInstanceOf(ZooException.class)
                .hasMessageContaining(what);
    }

    private static byte[] version1(String header, int dataBytes) {
        byte[] bytes = new byte[10 + header.length() + dataBytes];
        byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0};
        System.arraycopy(start, 0, bytes, 0, start.length);
        System.arraycopy(header.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 10, header.length());
        return bytes;
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        refused(new byte[4], "is cut off");
        refused(new byte[100], "is not an .npy file");
        byte[] huge = new byte[100];
        System.arraycopy(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1}, 0, huge, 0, 12);
        refused(huge, "at most 65536 bytes, but this says 4294967295");
        refused(version1("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", 8), "but holds <f8");
        refused(version1("{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }", 4), "in Fortran order");
        refused(version1("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 4), "is cut off");
        refused(
                version1("{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 9999999999, 9), }", 4),
                "no file");
        refused(version1("{'shape': 3}", 4), "header cannot be read");
        assertThatThrownBy(() -> NpyFile.read(directory.resolve("none.npy"))).hasMessageContaining("there is no file");
    }
}
