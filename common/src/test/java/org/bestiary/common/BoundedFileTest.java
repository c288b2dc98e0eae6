package org.bestiary.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsUpToTheBound() throws IOException {
        byte[] bytes = new byte[1 << 20];
        bytes[bytes.length - 1] = 7;
        assertThat(BoundedFile.bytes(Files.write(folder.resolve("whole"), bytes), 1))
                .isEqualTo(bytes);
        assertThat(BoundedFile.bytes(Files.createFile(folder.resolve("empty")), 1))
                .isEmpty();
    }

    /** A file with a hole of 3 GB needs no room on the disk, and no memory. */
    @Test
    void refusesWhatIsLarger() throws IOException {
        Path file = folder.resolve("large");
        try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
            made.setLength(3L << 30);
        }
        assertThatThrownBy(() -> BoundedFile.bytes(file, 1))
                .isInstanceOf(IOException.class)
                .hasMessage("it must have at most 1 MiB, but it has 3073 MiB");
    }

    @Test
    void linesAreText() throws IOException {
        assertThat(BoundedFile.lines(Files.writeString(folder.resolve("text"), "Käse\r\n猫\n"), 1))
                .containsExactly("Käse", "猫");
        Path latin = Files.write(folder.resolve("latin"), new byte[] {'K', (byte) 0xe4});
        assertThatThrownBy(() -> BoundedFile.lines(latin, 1)).isInstanceOf(CharacterCodingException.class);
    }
}
