package org.bestiary.datasets.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.ImageDataset.TrainTest;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.memory.ChannelStatistics;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StrokesTest {
    private static final DataDirectory NOWHERE = new DataDirectory(Path.of("unused"));
    private static TrainTest published;

    @BeforeAll
    static void generate() {
        published = new Strokes().load(NOWHERE);
    }

    @Test
    void theImagesAreTheSameOnEveryMachine() {
        assertThat(published.train().sha256())
                .isEqualTo("9de5d140fb325b8e0a2839d3d9acce682b33321cec5fddff93f8bdd70e6cac4c");
        assertThat(published.test().sha256())
                .isEqualTo("d7d9fc64572978d787a02f36288821d5e8370459f7546f9f66b01c9bbdd979cd");
    }

    @Test
    void oneThreadDrawsTheSameAsMany() throws Exception {
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            String alone = one.submit(
                            () -> new Strokes(300, 10, 5).load(NOWHERE).train().sha256())
                    .get();
            assertThat(new Strokes(300, 10, 5).load(NOWHERE).train().sha256()).isEqualTo(alone);
            assertThat(new Strokes(300, 10, 6).load(NOWHERE).train().sha256()).isNotEqualTo(alone);
        } finally {
            one.shutdown();
        }
    }

    @Test
    void theCardSaysWhatIsThere() {
        DatasetCard card = new Strokes().card();
        assertThat(published.train().count()).isEqualTo(card.trainSize());
        assertThat(published.test().count()).isEqualTo(card.testSize());
        assertThat(published.train().classCounts()).containsOnly(1200);
        assertThat(published.test().classCounts()).containsOnly(200);
        ChannelStatistics statistics = ChannelStatistics.of(published.train());
        assertThat(card.normalisation().mean().get(0))
                .isCloseTo(statistics.mean().get(0), within(1e-4));
        assertThat(card.normalisation().std().get(0)).isCloseTo(statistics.std().get(0), within(1e-4));
    }

    @Test
    void everyImageHasInkAndPaper() {
        for (int i = 0; i < published.test().count(); i++) {
            int dark = 0;
            for (byte pixel : published.test().pixels(i)) {
                dark += (pixel & 0xFF) > 100 ? 1 : 0;
            }
            assertThat(dark).as("image %d, a %d", i, published.test().label(i)).isBetween(8, 300);
        }
    }

    @Test
    void aLinearClassifierStaysUnderNinetyPercent() {
        double[][] weights = new double[10][28 * 28 + 1];
        for (int epoch = 0; epoch < 6; epoch++) {
            for (int i : RandomStream.of(epoch).permutation(published.train().count())) {
                learn(weights, published.train().pixels(i), published.train().label(i), 0.01 / (1 + epoch));
            }
        }
        assertThat(accuracy(weights, published.test())).isBetween(65.0, 90.0);
    }

    private static void learn(double[][] weights, byte[] pixels, int label, double rate) {
        double[] p = scores(weights, pixels);
        double sum = 0;
        for (int c = 0; c < 10; c++) {
            p[c] = Math.exp(p[c]);
            sum += p[c];
        }
        for (int c = 0; c < 10; c++) {
            double step = rate * (p[c] / sum - (c == label ? 1 : 0));
            for (int i = 0; i < pixels.length; i++) {
                weights[c][i] -= step * (pixels[i] & 0xFF) / 64.0;
            }
            weights[c][pixels.length] -= step;
        }
    }

    private static double[] scores(double[][] weights, byte[] pixels) {
        double[] scores = new double[10];
        for (int c = 0; c < 10; c++) {
            double sum = weights[c][pixels.length];
            for (int i = 0; i < pixels.length; i++) {
                sum += weights[c][i] * (pixels[i] & 0xFF) / 64.0;
            }
            scores[c] = sum;
        }
        return scores;
    }

    private static double accuracy(double[][] weights, ImageTable images) {
        int right = 0;
        for (int i = 0; i < images.count(); i++) {
            double[] scores = scores(weights, images.pixels(i));
            int best = 0;
            for (int c = 1; c < 10; c++) {
                best = scores[c] > scores[best] ? c : best;
            }
            right += best == images.label(i) ? 1 : 0;
        }
        return 100.0 * right / images.count();
    }

    @Test
    void sizesMustBePositive() {
        assertThatThrownBy(() -> new Strokes(0, 5, 1)).hasMessageContaining("got train=0, test=5");
    }
}
