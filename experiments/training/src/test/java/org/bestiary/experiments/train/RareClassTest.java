package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.RandomStream;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.reports.evaluation.ClassMetrics;
import org.bestiary.reports.run.RunRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two classes of grey images that can only be told apart by how bright they are, and not always: the brightness of both is
 * scattered, two standard deviations apart. Of the training images one in sixteen is of the class "rare", of the test images
 * half. A network that has seen so few of them does best to overlook most.
 */
class RareClassTest {
    private static final String SPEC = """
            name: rare
            model: {id: lenet5, options: {activation: relu}}
            data: {id: "image-folder:%s?side=28&channels=1", validation: 0, sampling: %s}
            training:
              epochs: 12
              batch: 32
              optimizer: {type: adam, learningRate: 0.001}
              classWeights: %s
            seeds: [1]
            """;
    private static final int COMMON = 480;
    private static final int RARE = 32;
    private static final int TESTED = 200;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void draw() throws IOException {
        draw("train/common", COMMON, 110);
        draw("train/rare", RARE, 150);
        draw("test/common", TESTED, 110);
        draw("test/rare", TESTED, 150);
    }

    private static void draw(String name, int count, double mean) throws IOException {
        Path into = Files.createDirectories(folder.resolve("images").resolve(name));
        RandomStream random = RandomStream.of(7).split(name);
        for (int i = 0; i < count; i++) {
            double level = mean + 20 * random.nextGaussian();
            BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < 28; y++) {
                for (int x = 0; x < 28; x++) {
                    int grey = (int) Math.max(0, Math.min(255, level + 8 * random.nextGaussian()));
                    image.setRGB(x, y, grey * 0x010101);
                }
            }
            ImageIO.write(image, "png", into.resolve(i + ".png").toFile());
        }
    }

    /** Recall of both classes in percent, common and rare, on the test images. */
    private static List<Double> recalls(String sampling, String weights) {
        try (StopSignal never = StopSignal.listen()) {
            String yaml = SPEC.formatted(folder.resolve("images"), sampling, weights);
            RunRecord record = new ExperimentRunner(
                            folder.resolve("runs"), new DataDirectory(folder), "a test", TrainingView.SILENT)
                    .run(SpecReader.parse(yaml, "rare.yaml", Map.of()), never)
                    .get(0)
                    .record();
            return record.test().orElseThrow().perClass().stream()
                    .map(ClassMetrics::recall)
                    .map(r -> r.orElseThrow())
                    .toList();
        }
    }

    @Test
    void balanceRaisesTheRecallOfTheRareClass() {
        List<Double> plain = recalls("natural", "none");
        List<Double> weighted = recalls("natural", "balanced");
        List<Double> sampled = recalls("balanced", "none");
        assertThat(plain.get(0)).isGreaterThan(95);
        assertThat(plain.get(1)).isLessThan(60);
        for (List<Double> balanced : List.of(weighted, sampled)) {
            assertThat(balanced.get(1)).isGreaterThan(plain.get(1) + 15);
            assertThat(balanced.get(0) + balanced.get(1)).isGreaterThan(plain.get(0) + plain.get(1));
        }
    }
}
