package org.bestiary.datasets.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.memory.PackedImages;
import org.junit.jupiter.api.Test;

class CifarBinaryTest {
    private static byte[] file(int labelBytes, int... labels) {
        byte[] bytes = new byte[labels.length * (labelBytes + 3072)];
        for (int i = 0; i < labels.length; i++) {
            int at = i * (labelBytes + 3072);
            bytes[at + labelBytes - 1] = (byte) labels[i];
            for (int c = 0; c < 3; c++) {
                for (int p = 0; p < 1024; p++) {
                    bytes[at + labelBytes + c * 1024 + p] = (byte) (100 * c + p % 97 + i);
                }
            }
        }
        return bytes;
    }

    @Test
    void planesBecomeInterleavedPixelsAcrossFiles() {
        PackedImages images = new CifarBinary(1, 10)
                .read(List.of(new CifarBinary.Batch("a", file(1, 3, 9)), new CifarBinary.Batch("b", file(1, 0))));
        assertThat(images.count()).isEqualTo(3);
        assertThat(images.shape()).hasToString("3x32x32");
        assertThat(new int[] {images.label(0), images.label(1), images.label(2)})
                .containsExactly(3, 9, 0);
        byte[] second = images.pixels(1);
        for (int p = 0; p < 1024; p++) {
            for (int c = 0; c < 3; c++) {
                assertThat(second[3 * p + c]).isEqualTo((byte) (100 * c + p % 97 + 1));
            }
        }
    }

    @Test
    void ofTwoLabelsTheFineOneCounts() {
        PackedImages images = new CifarBinary(2, 100).read(List.of(new CifarBinary.Batch("train.bin", file(2, 99, 7))));
        assertThat(images.label(0)).isEqualTo(99);
        assertThat(images.label(1)).isEqualTo(7);
    }

    @Test
    void damagedFilesAreRefusedByName() {
        CifarBinary format = new CifarBinary(1, 10);
        assertThatThrownBy(() -> format.read(List.of(new CifarBinary.Batch("x.bin", file(1, 3, 10)))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("x.bin must hold labels 0 to 9, found 10 in record 1");
        assertThatThrownBy(() -> format.read(List.of(new CifarBinary.Batch("x.bin", new byte[3072]))))
                .hasMessageContaining("x.bin must be a whole number of records of 3073 bytes, found 3072");
        assertThatThrownBy(() -> format.read(List.of(new CifarBinary.Batch("x.bin", new byte[0]))))
                .hasMessageContaining("found 0 bytes");
    }
}
