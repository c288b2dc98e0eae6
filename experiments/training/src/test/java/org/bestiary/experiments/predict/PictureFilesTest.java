package org.bestiary.experiments.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bestiary.common.image.ImageException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureFilesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void pictures() throws IOException {
        for (String name :
                List.of("a.png", "b.png", "sub/a.png", "sub/deep/c.png", ".hidden/d.png", "[x].png", "-.png")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            ImageIO.write(new BufferedImage(9, 6, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        }
        Files.writeString(folder.resolve("notes.txt"), "no picture");
    }

    private List<String> named(String... given) {
        List<String> absolute = Stream.of(given)
                .map(g -> g.equals(PictureFiles.LIST) ? g : folder + "/" + g)
                .toList();
        return PictureFiles.named(absolute, () -> List.of(folder + "/b.png", " ", folder + "/sub/a.png ")).stream()
                .map(f -> folder.relativize(f).toString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b.png a.png | b.png a.png",
                "*.png | -.png [x].png a.png b.png",
                "?.png | -.png a.png b.png",
                "[ab].png | a.png b.png",
                "{b,a}.png | a.png b.png",
                "[x].png | [x].png",
                "s*/*.png | sub/a.png",
                "**/a.png | sub/a.png",
                "**.png | -.png [x].png a.png b.png sub/a.png sub/deep/c.png",
                ".h*/d.png | .hidden/d.png",
                "sub | sub/a.png sub/deep/c.png",
                "su? | sub/a.png sub/deep/c.png",
                "- a.png | b.png sub/a.png a.png"
            })
    void whatIsMeant(String given, String files) {
        assertThat(named(given.split(" "))).containsExactly(files.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.jpg | nothing is called",
                "none/*.png | there is no folder",
                "[a.png | *, ?, [ab] and {a,b}",
                "c.png | there is no file or folder"
            })
    void whatIsNotThereIsSaid(String given, String message) {
        assertThatThrownBy(() -> named(given))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anEmptyListIsRefused() {
        assertThatThrownBy(() -> PictureFiles.named(List.of("-"), () -> List.of("", " ")))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("it is empty");
    }

    @Test
    void aFolderMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("sub"));
        assertThat(PictureFiles.of(List.of(link))).hasSize(2);
    }

    @Test
    void thumbnailsKeepTheProportion() throws IOException {
        Path file = folder.resolve("wide.png");
        BufferedImage red = new BufferedImage(300, 100, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 300 * 100; i++) {
            red.setRGB(i % 300, i / 300, 0xc02010);
        }
        ImageIO.write(red, "png", file.toFile());
        Thumbnail small = Thumbnail.of(file, 60);
        assertThat(small.width()).isEqualTo(60);
        assertThat(small.height()).isEqualTo(20);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(small.jpeg()));
        assertThat(read.getWidth()).isEqualTo(60);
        assertThat(read.getRGB(30, 10) >> 16 & 0xff).isCloseTo(0xc0, within(6));
        assertThat(Thumbnail.of(folder.resolve("a.png"), 60).width()).isEqualTo(9);
    }
}
