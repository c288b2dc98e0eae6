package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsInspectCommandTest {
    @TempDir
    private Path folder;

    private Path photos;

    @BeforeEach
    void images() throws IOException {
        photos = folder.resolve("my photos");
        Random noise = new Random(1);
        for (String name : new String[] {"dark", "light"}) {
            Path where = Files.createDirectories(photos.resolve(name));
            for (int i = 0; i < 20; i++) {
                BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
                for (int at = 0; at < 28 * 28; at++) {
                    int value = (name.equals("dark") ? 20 : 180) + noise.nextInt(60);
                    image.getRaster().setSample(at % 28, at / 28, 0, value);
                }
                ImageIO.write(image, "png", where.resolve(i + ".png").toFile());
            }
        }
        Files.copy(photos.resolve("dark/3.png"), photos.resolve("light/wrong.png"));
        Files.writeString(photos.resolve("light/text.jpg"), "text");
    }

    @Test
    void theDocumentHasTheFieldsThatOthersRelyOn() {
        JsonNode report = Typed.command("datasets", "inspect", photos.toString(), "--json")
                .json();
        assertThat(report.get("images").asInt()).isEqualTo(42);
        assertThat(report.get("classes").get(1).get("name").asText()).isEqualTo("light");
        assertThat(report.get("classes").get(1).get("train").asInt()).isEqualTo(22);
        assertThat(report.get("kinds").get("kinds").get("PNG").asInt()).isEqualTo(41);
        assertThat(report.get("kinds").get("colours").get("grey").asInt()).isEqualTo(41);
        assertThat(report.get("sizes").get("shorterSide").get("median").asInt()).isEqualTo(28);
        assertThat(report.get("broken").get("count").asInt()).isEqualTo(1);
        assertThat(report.get("duplicates").get("copiesAcrossClasses").asInt()).isEqualTo(1);
        assertThat(report.get("duplicates").get("examples").get(0).get("second").asText())
                .isEqualTo(Path.of("light", "wrong.png").toString());
        assertThat(report.get("statistics").get("mean").size()).isEqualTo(1);
        assertThat(report.get("suggestion").get("side").asInt()).isEqualTo(28);
    }

    @Test
    void theTextNamesWhatIsWrong() {
        Typed typed = Typed.command("datasets", "inspect", photos.toString());
        assertThat(typed.code()).isZero();
        assertThat(typed.out())
                .contains(
                        photos + ": 42 images of 2 classes",
                        "41 PNG (41 .png)",
                        "all 28x28",
                        "1 cannot be decoded",
                        "text.jpg is text, not an image",
                        "1 file that is there already, byte for byte; 1 across classes: a label is wrong",
                        "image-folder:" + photos + "?side=28&channels=1");
    }

    @Test
    void theSpecThatItWritesRuns() {
        Path spec = folder.resolve("new/my.yaml");
        Typed typed = Typed.command("datasets", "inspect", photos.toString(), "--spec", spec.toString());
        assertThat(typed.code()).isZero();
        assertThat(typed.err()).contains("wrote " + spec);
        Typed run = Typed.command(
                "run",
                spec.toString(),
                "--smoke",
                "--json",
                "--runs-dir",
                folder.resolve("runs").toString(),
                "--data-dir",
                folder.resolve("data").toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().get("runs").get(0).get("status").asText()).isEqualTo("completed");
        Typed again = Typed.command("datasets", "inspect", photos.toString(), "--spec", spec.toString());
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("--spec writes a new file, but " + spec + " is there");
    }

    @Test
    void badInputIsOneLine() {
        assertThat(Typed.command("datasets", "inspect", folder.resolve("none").toString())
                        .err())
                .startsWith("bestiary: An image folder must be a folder of class folders, but ")
                .endsWith(" does not exist.\n");
        assertThat(Typed.command("datasets", "inspect", photos.toString(), "--side", "1")
                        .err())
                .isEqualTo("bestiary: --side must be from 8 to 4096, but got 1\n");
        assertThat(Typed.command("datasets", "inspect", photos.toString(), "--model", "lenet5")
                        .err())
                .isEqualTo("bestiary: --model is for the spec that --spec writes, but no file is given; add --spec"
                        + " my.yaml\n");
    }
}
