package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code predict} and {@code weights} as one types them. */
class PredictCommandTest {
    @TempDir
    private static Path folder;

    private static Path photos;

    @BeforeAll
    static void pictures() throws IOException {
        Random random = new Random(5);
        photos = Files.createDirectories(folder.resolve("photos"));
        for (String name : List.of("a.png", "b.png", "c.png")) {
            BufferedImage image = new BufferedImage(40, 36, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < 40 * 36; i++) {
                image.setRGB(i % 40, i / 40, random.nextInt(1 << 24));
            }
            ImageIO.write(image, "png", photos.resolve(name).toFile());
        }
        RandomResNet20.write(random, folder.resolve("w.safetensors"));
    }

    private static Typed predict(String... more) {
        List<String> words = new ArrayList<>(List.of("predict", "--model", "resnet20", "--weights"));
        words.add(folder.resolve("w.safetensors").toString());
        words.addAll(List.of(more));
        return Typed.command(words.toArray(String[]::new));
    }

    @Test
    void allWaysToNamePicturesGiveTheSameAnswers() {
        String all = predict("--input", photos.toString(), "--json").out();
        assertThat(predict(photos + "/*.png", "--json").out()).isEqualTo(all);
        assertThat(predict("--json", photos + "/a.png", photos + "/b.png", photos + "/c.png")
                        .out())
                .isEqualTo(all);
        InputStream in = System.in;
        try {
            String list = photos + "/a.png\n" + photos + "/[bc].png\n";
            System.setIn(new ByteArrayInputStream(
                    list.replace("[bc]", "b").concat(photos + "/c.png").getBytes(StandardCharsets.UTF_8)));
            assertThat(predict("--json", "-").out()).isEqualTo(all);
        } finally {
            System.setIn(in);
        }
    }

    @Test
    void figuresAsTableAndJsonAgreeAndTheSpeedIsSaid() {
        Typed typed = predict("--csv", "--top", "2", photos.toString());
        List<String> lines = typed.out().lines().toList();
        assertThat(lines).hasSize(7).first().isEqualTo("input,rank,class,probability");
        JsonNode first =
                predict("--json", "--top", "2", photos + "/a.png").json().get(0);
        JsonNode guess = first.get("top").get(0);
        assertThat(lines.get(1))
                .isEqualTo("%s/a.png,1,%s,%s"
                        .formatted(
                                photos,
                                guess.get("class").asText(),
                                String.format(
                                        Locale.ROOT,
                                        "%.6f",
                                        guess.get("probability").asDouble())));
        assertThat(typed.err()).matches("(?s)3 images, [0-9.,]+ images/s\\R");
        assertThat(predict(photos + "/a.png").err()).isEmpty();
    }

    @Test
    void whatIsNotLikelyEnoughIsNotShown() {
        Typed typed = predict("--threshold", "1", photos + "/a.png");
        assertThat(typed.out())
                .isEqualTo(photos + "/a.png" + System.lineSeparator() + "  nothing above the threshold"
                        + System.lineSeparator());
        assertThat(predict("--threshold", "1", "--csv", photos + "/a.png").out())
                .contains(photos + "/a.png,,,");
        assertThat(predict("--threshold", "1", "--json", photos + "/a.png")
                        .json()
                        .get(0)
                        .get("top"))
                .isEmpty();
    }

    @Test
    void theSheetShowsEveryPicture() throws IOException {
        Path sheet = folder.resolve("sheet.html");
        Typed typed = predict("--sheet", sheet.toString(), "--top", "3", photos.toString());
        assertThat(typed.code()).isZero();
        assertThat(typed.err()).contains("3 pictures");
        String html = Files.readString(sheet);
        assertThat(html).contains("resnet20 with w.safetensors", "data:image/jpeg;base64,", "b.png");
        assertThat(html.split("<img ", -1)).hasSize(4);
        assertThat(html).doesNotContain("http://", "src=\"/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "predict --model resnet20 --pretrained | predict needs pictures, but got none",
                "predict --model resnet20 --pretrained x.png --csv --json | --csv or with --json",
                "predict --model resnet20 --pretrained x.png --threshold 2 | --threshold must be from 0 to 1",
                "predict --model resnet20 --pretrained=nobody DIR/a.png | must be one of cifar10, akamaster, but got 'nobody'",
                "predict --model lenet5 --pretrained DIR/a.png | no published weights are known for lenet5",
                "predict --model resnet20 --pretrained --weights w DIR/a.png | --weights F or with --pretrained, but got both",
                "predict --model resnet20 DIR/a.png | but got neither",
                "predict --run latest DIR/none*.png | nothing is called",
                "weights lenet5 | no published weights are known for lenet5",
                "weights resnet51 | no network matches",
                "weights --csv --json | --csv or with --json",
                "weights show resnet50/v3 | must be one of imagenet1k-v1, imagenet1k-v2, keras",
                "weights fetch resnet20/akamaster --from DIR/a.png | as published for resnet20/akamaster: it must have 1099231 bytes",
                "weights fetch resnet18 --from DIR/a.png | SHA-256 must begin with f37072fd",
            })
    void badInputIsOneLine(String command, String message) {
        Typed typed = Typed.command(command.replace("DIR", photos.toString()).split(" "));
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err().strip().lines()).as(typed.err()).hasSize(1);
        assertThat(typed.err()).contains(message);
    }

    @Test
    void weightsAreListedAndFetchedAndUsedByName() {
        String data = folder.resolve("data").toString();
        JsonNode rows = Typed.command("weights", "resnet20", "--json", "--data-dir", data)
                .json();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get("id").asText()).isEqualTo("resnet20/cifar10");
        assertThat(rows.get(0).get("available").asBoolean()).isTrue();
        assertThat(rows.get(1).get("id").asText()).isEqualTo("resnet20/akamaster");
        assertThat(rows.get(1).get("sha256").asText()).hasSize(64);
        assertThat(rows.get(1).get("available").asBoolean()).isFalse();
        assertThat(Typed.command("weights", "--csv").out().lines().count()).isGreaterThan(30);
        assertThat(Typed.command("weights", "show", "resnet50/keras").out())
                .contains("md5:2cb95161c43110f7111970584f804107", "blue first", "github.com");

        Path real = Path.of(System.getenv().getOrDefault("BESTIARY_DATA", ""), "weights", "resnet20-12fca82f.th");
        assumeTrue(Files.isRegularFile(real), "real weights; name their folder's parent in BESTIARY_DATA");
        String[] fetch = {"weights", "fetch", "resnet20/akamaster", "--from", real.toString(), "--data-dir", data};
        assertThat(Typed.command(fetch).out()).contains("resnet20/akamaster is in ");
        Typed byName = Typed.command(
                "predict",
                "--model",
                "resnet20",
                "--pretrained=akamaster",
                "--csv",
                "--data-dir",
                data,
                photos + "/a.png");
        Typed byFile = Typed.command(
                "predict", "--model", "resnet20", "--weights", real.toString(), "--csv", photos + "/a.png");
        assertThat(byName.out()).isEqualTo(byFile.out()).contains("input,rank,class,probability");
    }
}
