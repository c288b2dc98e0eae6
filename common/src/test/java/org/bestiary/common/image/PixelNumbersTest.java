package org.bestiary.common.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelNumbersTest {
    private static final Fit FIT = Fit.CROP;

    private static MeanImage mean(ImageShape shape, long seed) {
        Random random = new Random(seed);
        float[] values = new float[shape.values()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new MeanImage(shape, values);
    }

    private static byte[] pixels(ImageShape shape) {
        byte[] pixels = new byte[shape.values() + 5]; // buffers may be longer than an image
        new Random(3).nextBytes(pixels);
        return pixels;
    }

    /** What the Javadoc of a normalisation says, number by number. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void everyNumberIsThatOfTheFormula(int channels) {
        ImageShape shape = new ImageShape(channels, 5, 7);
        byte[] pixels = pixels(shape);
        MeanImage image = mean(shape, 8);
        List<Double> means = List.of(0.1, 0.2, 0.3, 0.4).subList(0, channels);
        List<Double> stds = List.of(0.5, 1.0, 0.25, 2.0).subList(0, channels);
        for (Optional<MeanImage> taken : List.of(Optional.<MeanImage>empty(), Optional.of(image))) {
            for (boolean blueFirst : new boolean[] {false, true}) {
                PixelNumbers numbers = new PixelNumbers(new Normalisation(means, stds, taken), shape, blueFirst);
                float[] rows = new float[shape.values()];
                float[] planes = new float[shape.values()];
                numbers.interleaved(pixels, rows);
                numbers.planes(pixels, planes);
                for (int place = 0; place < 35; place++) {
                    for (int c = 0; c < channels; c++) {
                        int of = blueFirst ? channels - 1 - c : c;
                        int at = place * channels + of;
                        double m = taken.map(i -> (double) i.value(at)).orElse(means.get(of));
                        double expected = ((pixels[at] & 0xFF) / 255.0 - m) / stds.get(of);
                        assertThat((double) rows[place * channels + c]).isCloseTo(expected, within(1e-6));
                        assertThat(planes[c * 35 + place]).isEqualTo(rows[place * channels + c]);
                    }
                }
                if (channels == 1 || channels == 3) {
                    ImageInput input = new ImageInput(
                            new Preparation(shape, FIT, Filter.BILINEAR),
                            blueFirst,
                            new Normalisation(means, stds, taken));
                    assertThat(input.numbers(pixels)).containsExactly(planes);
                }
            }
        }
    }

    @Test
    void aNormalisationForOtherImagesIsRefused() {
        ImageShape shape = new ImageShape(3, 4, 4);
        assertThatThrownBy(() -> new PixelNumbers(Normalisation.none(1), shape, false))
                .hasMessageContaining("the images have 3 channels, got 1 values");
        Normalisation other = Normalisation.around(mean(new ImageShape(3, 4, 5), 1));
        assertThatThrownBy(() -> new PixelNumbers(other, shape, false))
                .isInstanceOf(ImageException.class)
                .hasMessage("A mean image must have the shape of the images, 3x4x4, got 3x4x5.");
        assertThatThrownBy(() -> new ImageInput(new Preparation(shape, FIT, Filter.BILINEAR), other))
                .hasMessageContaining("must have the shape of the images");
        assertThatThrownBy(() -> new Normalisation(List.of(0.5), List.of(1.0), Optional.of(mean(shape, 1))))
                .hasMessageContaining("one value per channel of the mean image");
    }

    @Test
    void aMeanImageIsReadAsItWasWritten() {
        MeanImage image = mean(new ImageShape(3, 4, 5), 2);
        byte[] file = image.bytes();
        MeanImage read = MeanImage.parse(file);
        assertThat(read).isEqualTo(image).hasSameHashCodeAs(image);
        assertThat(read.sha256()).isEqualTo(image.sha256()).hasSize(64);
        assertThat(image).isNotEqualTo(mean(new ImageShape(3, 4, 5), 3));
        double sum = 0;
        for (int i = 1; i < 60; i += 3) {
            sum += image.value(i);
        }
        assertThat(image.mean(1)).isCloseTo(sum / 20, within(1e-12));
        assertThat(Normalisation.around(image).mean().get(1)).isEqualTo(image.mean(1));
    }

    /** NumPy's own rules for its format, version 1.0: magic, length of a header that fills 64 bytes, the values. */
    @Test
    void theFileIsOneOfNumPy() {
        byte[] file = mean(new ImageShape(1, 2, 3), 2).bytes();
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(Arrays.copyOf(file, 8)).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
        int length = in.getShort(8);
        assertThat((10 + length) % 64).isZero();
        assertThat(file).hasSize(10 + length + 6 * 4);
        assertThat(new String(file, 10, length, StandardCharsets.US_ASCII))
                .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3, 1), }")
                .endsWith("\n");
    }

    @Test
    void damagedFilesAreRefused() {
        byte[] file = mean(new ImageShape(1, 2, 3), 2).bytes();
        for (int length : new int[] {0, 5, 9, 40, file.length - 4, file.length - 24}) {
            assertThatThrownBy(() -> MeanImage.parse(Arrays.copyOf(file, length)))
                    .as("%d bytes", length)
                    .isInstanceOf(ImageException.class);
        }
        byte[] infinite = file.clone();
        ByteBuffer.wrap(infinite).order(ByteOrder.LITTLE_ENDIAN).putFloat(file.length - 4, Float.POSITIVE_INFINITY);
        assertThatThrownBy(() -> MeanImage.parse(infinite)).hasMessageContaining("must be from 0 to 1, got Infinity");
    }
}
