package org.bestiary.datasets.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.memory.PackedImages;
import org.junit.jupiter.api.Test;

class IdxTest {
    private static final byte[] IMAGES =
            gzip(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 250, 8, 9, 10, 11, 255);
    private static final byte[] LABELS = gzip(0, 0, 8, 1, 0, 0, 0, 2, 9, 0);

    @Test
    void aPairOfFilesBecomesATable() {
        PackedImages images = read(IMAGES, LABELS);
        assertThat(images.count()).isEqualTo(2);
        assertThat(images.shape()).hasToString("1x2x3");
        assertThat(images.label(0)).isEqualTo(9);
        assertThat(images.pixels(1)).containsExactly(250, 8, 9, 10, 11, 255);
    }

    @Test
    void swappedFilesAreRecognised() {
        assertThatThrownBy(() -> read(LABELS, IMAGES))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "images.gz must begin with the magic number 0x00000803 (unsigned bytes, 3 dimensions), found "
                                + "0x00000801, which is a file of labels; were the files swapped?");
        assertThatThrownBy(() -> read(IMAGES, IMAGES))
                .hasMessageStartingWith("labels.gz must begin")
                .hasMessageContaining("a file of images");
    }

    @Test
    void filesThatDoNotBelongTogetherAreRefused() {
        assertThatThrownBy(() -> read(IMAGES, gzip(0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3)))
                .hasMessage("images.gz has 2 images but labels.gz has 3 labels; the two files do not belong together.");
    }

    @Test
    void everyCutIsNoticed() {
        for (int length = 0; length < IMAGES.length; length++) {
            byte[] cut = Arrays.copyOf(IMAGES, length);
            assertThatThrownBy(() -> read(cut, LABELS))
                    .as("first %d bytes", length)
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("images.gz");
        }
    }

    @Test
    void aHeaderThatPromisesOtherSizesIsRefused() {
        assertThatThrownBy(() -> read(IMAGES, gzip(0, 0, 8, 1, 0, 0, 0, 2, 9)))
                .hasMessageContaining("labels.gz states 2 bytes of data but holds only 1");
        assertThatThrownBy(() -> read(IMAGES, gzip(0, 0, 8, 1, 0, 0, 0, 2, 9, 9, 9)))
                .hasMessageContaining("labels.gz states 2 bytes of data but holds more");
        assertThatThrownBy(() -> read(gzip(0, 0, 8, 3, 127, 0, 0, 0, 0, 0, 4, 0, 0, 0, 4, 0), LABELS))
                .hasMessageContaining("images.gz states an impossible size of 1024 in dimension 2");
        assertThatThrownBy(() -> read(gzip(0, 0, 8, 3, 255, 0, 0, 0, 0, 0, 4, 0, 0, 0, 4, 0), LABELS))
                .hasMessageContaining("impossible size of -16777216");
    }

    @Test
    void labelsOutOfRangeAndOtherFormatsAreRefused() {
        assertThatThrownBy(() -> read(IMAGES, gzip(0, 0, 8, 1, 0, 0, 0, 2, 9, 10)))
                .hasMessageContaining("labels.gz must hold labels 0 to 9, found 10 for image 1");
        assertThatThrownBy(() -> read(gzip('<', 'h', 't', 'm', 'l', '>'), LABELS))
                .hasMessageContaining("found 0x3c68746d; this is not such an IDX file");
        assertThatThrownBy(() -> read("<html>".getBytes(StandardCharsets.US_ASCII), LABELS))
                .hasMessageContaining("images.gz is not a sound gzip file");
    }

    private static PackedImages read(byte[] images, byte[] labels) {
        return Idx.read(images, "images.gz", labels, "labels.gz", 10);
    }

    private static byte[] gzip(int... values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (int value : values) {
                out.write(value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
