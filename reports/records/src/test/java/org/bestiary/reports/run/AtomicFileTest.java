package org.bestiary.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path directory;

    @Test
    void keepsTheOldContentWhenWritingFails() throws IOException {
        Path file = directory.resolve("file");
        Files.writeString(file, "old");

        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write("half of the n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class);

        assertThat(file).hasContent("old");
        assertThat(directory).isDirectoryContaining(file::equals);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void neverShowsAPart() throws Exception {
        Path file = directory.resolve("file");
        byte[] ones = "1".repeat(300_000).getBytes(StandardCharsets.UTF_8);
        byte[] twos = "2".repeat(300_000).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, ones);
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            try {
                for (int i = 0; i < 20; i++) {
                    AtomicFile.write(file, i % 2 == 0 ? twos : ones);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } finally {
                done.set(true);
            }
        });
        writer.start();

        while (!done.get()) {
            byte[] seen = Files.readAllBytes(file);
            assertThat(seen)
                    .satisfiesAnyOf(
                            s -> assertThat(s).isEqualTo(ones),
                            s -> assertThat(s).isEqualTo(twos));
        }
        writer.join();
        assertThat(file).hasBinaryContent(ones);
    }
}
