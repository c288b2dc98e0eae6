package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.bestiary.zoo.weights.NpyFile;
import org.bestiary.zoo.weights.SafeTensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeaturesCommandTest {
    private static final int CLASSES = 10;
    private static final int NUMBERS = 64;

    @TempDir
    private static Path folder;

    private static Path photos;
    private static Path weights;

    @BeforeAll
    static void pictures() throws IOException {
        Random random = new Random(6);
        photos = Files.createDirectories(folder.resolve("photos"));
        for (int n = 0; n < 70; n++) {
            BufferedImage image = new BufferedImage(33, 32, BufferedImage.TYPE_INT_RGB);
            int colour = random.nextInt(1 << 24);
            for (int i = 0; i < 33 * 32; i++) {
                image.setRGB(i % 33, i / 33, i % 5 < 3 ? colour : random.nextInt(1 << 24));
            }
            ImageIO.write(image, "png", photos.resolve("%02d.png".formatted(n)).toFile());
        }
        weights = folder.resolve("w.safetensors");
        RandomResNet20.write(random, weights);
    }

    private static Typed typed(String command, String... more) {
        List<String> words = new ArrayList<>(List.of(command, "--model", "resnet20", "--weights", weights.toString()));
        words.addAll(List.of(more));
        return Typed.command(words.toArray(String[]::new));
    }

    /** The last layer over the features gives the scores, so they are what it reads, in the order of the files. */
    @Test
    void byDefaultTheyAreWhatTheClassifierReads() throws IOException {
        Path file = folder.resolve("features.npy");
        Path logits = folder.resolve("logits.npy");
        assertThat(typed("features", photos.toString(), "-o", file.toString()).out())
                .startsWith(file + ": 70 x 64");
        typed("predict", photos.toString(), "--logits", logits.toString());
        NpyFile features = NpyFile.read(file);
        assertThat(features.shape()).containsExactly(70, NUMBERS);
        float[] matrix = new float[CLASSES * NUMBERS];
        float[] bias = new float[CLASSES];
        try (SafeTensors file0 = SafeTensors.open(weights)) {
            file0.read("linear.weight", 0, matrix);
            file0.read("linear.bias", 0, bias);
        }
        float[] scores = NpyFile.read(logits).values();
        for (int i = 0; i < 70; i++) {
            for (int c = 0; c < CLASSES; c++) {
                double sum = bias[c];
                for (int f = 0; f < NUMBERS; f++) {
                    sum += matrix[c * NUMBERS + f] * features.values()[i * NUMBERS + f];
                }
                assertThat((double) scores[i * CLASSES + c]).isCloseTo(sum, within(1e-3));
            }
        }
        List<String> names = Files.readAllLines(folder.resolve("features.txt"));
        assertThat(names).hasSize(70).first().isEqualTo(photos.resolve("00.png").toString());
    }

    @Test
    void theTableHasTheSameNumbers() throws IOException {
        Path array = folder.resolve("some.npy");
        Path table = folder.resolve("some.csv");
        typed("features", photos + "/0*.png", "-o", array.toString());
        typed("features", "--input", photos + "/0*.png", "-o", table.toString());
        List<String> lines = Files.readAllLines(table);
        assertThat(lines)
                .hasSize(11)
                .first()
                .asString()
                .startsWith("file,f0,f1,")
                .endsWith(",f63");
        String[] row = lines.get(3).split(",");
        assertThat(row[0]).isEqualTo(photos + "/02.png");
        assertThat(Float.parseFloat(row[1 + 7])).isEqualTo(NpyFile.read(array).values()[2 * NUMBERS + 7]);
    }

    @Test
    void mapsKeepTheirShape() {
        Path file = folder.resolve("maps.npy");
        Typed typed = typed(
                "features", photos + "/0[01].png", "--layer", "stage2.block1.conv1", "-o", file.toString(), "--json");
        assertThat(typed.json().get("shape").asText()).isEqualTo("32x16x16");
        assertThat(NpyFile.read(file).shape()).containsExactly(2, 32, 16, 16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DIR/00.png -o f.txt | .npy or .csv, but got f.txt",
                "-o f.npy | features needs pictures",
                "DIR/00.png --layer stage2.block1.cov1 -o f.npy | did you mean stage2.block1.conv1",
                "DIR/00.png -o DIR/none/f.npy | cannot",
                "DIR/none.png -o f.npy | there is no file or folder",
                "x.npy -o f.npy | there is no file or folder"
            })
    void badInputIsOneLine(String more, String message) {
        Typed typed = typed("features", more.replace("DIR", photos.toString()).split(" "));
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err().strip().lines()).as(typed.err()).hasSize(1);
        assertThat(typed.err()).contains(message);
    }
}
