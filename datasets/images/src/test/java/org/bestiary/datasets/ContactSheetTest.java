package org.bestiary.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.memory.PackedImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {
    /** One red and two blue images of a single pixel, and a class without images between them. */
    private final PackedImages images = new PackedImages(
            new ImageShape(3, 1, 1), 3, new byte[] {-1, 0, 0, 0, 0, -1, 0, 0, -2}, new int[] {0, 2, 2});

    @Test
    void rowsAreClassesInLabelOrder(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new folder").resolve("sheet.png");
        new ContactSheet(images, 4, 3).write(1, file);
        BufferedImage sheet = ImageIO.read(file.toFile());
        assertThat(sheet.getWidth()).isEqualTo(4 * 5 + 2);
        assertThat(sheet.getHeight()).isEqualTo(3 * 5 + 2);
        assertThat(sheet.getRGB(2, 2) & 0xFFFFFF).isEqualTo(0xFF0000);
        assertThat(sheet.getRGB(4, 4) & 0xFFFFFF).isEqualTo(0xFF0000);
        assertThat(sheet.getRGB(5, 5) & 0xFFFFFF).isEqualTo(0x808890);
        assertThat(sheet.getRGB(2, 7) & 0xFFFFFF).isEqualTo(0x808890);
        assertThat(sheet.getRGB(2, 12) & 0xF0).isEqualTo(0xF0);
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aFolderThatIsAFileIsNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> new ContactSheet(images, 1, 1).write(1, file.resolve("sheet.png")))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Cannot write the contact sheet " + file);
        assertThatThrownBy(() -> new ContactSheet(images, 0, 1)).hasMessageContaining("got 0 and 1");
    }
}
