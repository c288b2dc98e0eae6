package org.bestiary.experiments.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ShiftedImagesTest {
    private static final float[] IMAGE = {
        9, 1, 2, //
        3, 4, 5, //
        6, 7, 8,
    };

    /** Image by image to the right, down, to the left and up; what comes in is the first pixel, the background. */
    @Test
    void eachImageGoesItsWay() {
        INDArray images = Nd4j.create(5, 1, 3, 3);
        for (int i = 0; i < 5; i++) {
            images.slice(i).assign(Nd4j.create(IMAGE, new long[] {1, 3, 3}, 'c'));
        }
        INDArray shifted = ShiftedImages.shift(images, 1);
        assertThat(pixels(shifted, 0)).containsExactly(9, 9, 1, 9, 3, 4, 9, 6, 7);
        assertThat(pixels(shifted, 1)).containsExactly(9, 9, 9, 9, 1, 2, 3, 4, 5);
        assertThat(pixels(shifted, 2)).containsExactly(1, 2, 9, 4, 5, 9, 7, 8, 9);
        assertThat(pixels(shifted, 3)).containsExactly(3, 4, 5, 6, 7, 8, 9, 9, 9);
        assertThat(pixels(shifted, 4)).isEqualTo(pixels(shifted, 0));
        assertThat(pixels(ShiftedImages.shift(images, 0), 3)).containsExactly(IMAGE);
    }

    private static float[] pixels(INDArray images, int image) {
        return images.slice(image).dup('c').data().asFloat();
    }
}
