package org.bestiary.datasets.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataException;
import org.junit.jupiter.api.Test;

class PackedImagesTest {
    private static final ImageShape SHAPE = new ImageShape(3, 1, 2);

    @Test
    void imagesComeBackAsTheyWerePacked() {
        PackedImages images =
                new PackedImages(SHAPE, 4, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, new int[] {3, 0});
        assertThat(images.pixels(1)).containsExactly(7, 8, 9, 10, 11, 12);
        assertThat(images.label(0)).isEqualTo(3);
        assertThat(images.classCounts()).containsExactly(1, 0, 0, 1);
        assertThatThrownBy(() -> images.pixels(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> images.pixels(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void theIdentityTellsPixelsLabelsOrderAndShapeApart() {
        String first = sha(SHAPE, 2, new byte[] {1, 2, 3, 4, 5, 6}, 0);
        assertThat(sha(SHAPE, 2, new byte[] {1, 2, 3, 4, 5, 6}, 0))
                .isEqualTo(first)
                .matches("[0-9a-f]{64}");
        assertThat(sha(SHAPE, 2, new byte[] {1, 2, 3, 4, 5, 7}, 0)).isNotEqualTo(first);
        assertThat(sha(SHAPE, 2, new byte[] {1, 2, 3, 4, 5, 6}, 1)).isNotEqualTo(first);
        assertThat(sha(SHAPE, 3, new byte[] {1, 2, 3, 4, 5, 6}, 0)).isNotEqualTo(first);
        assertThat(sha(new ImageShape(3, 2, 1), 2, new byte[] {1, 2, 3, 4, 5, 6}, 0))
                .isNotEqualTo(first);
    }

    @Test
    void aSelectionOfEverythingHasTheSameIdentity() {
        PackedImages images = new PackedImages(new ImageShape(1, 1, 1), 2, new byte[] {9, 8, 7}, new int[] {0, 1, 0});
        assertThat(new SelectedImages(images, 0, 1, 2).sha256()).isEqualTo(images.sha256());
        assertThat(new SelectedImages(images, 0, 2, 1).sha256()).isNotEqualTo(images.sha256());
        assertThat(new SelectedImages(images, 2, 1).pixels(0)).containsExactly(7);
    }

    @Test
    void lengthsAndLabelsAreChecked() {
        assertThatThrownBy(() -> new PackedImages(SHAPE, 2, new byte[5], new int[1]))
                .isInstanceOf(DataException.class)
                .hasMessage("1 images of 3x1x2 need 6 bytes, got 5.");
        assertThatThrownBy(() -> new PackedImages(SHAPE, 2, new byte[12], new int[] {1, 2}))
                .hasMessageContaining("Labels must be 0 to 1, got 2 for image 1");
    }

    private static String sha(ImageShape shape, int classes, byte[] pixels, int label) {
        return new PackedImages(shape, classes, pixels, new int[] {label}).sha256();
    }
}
