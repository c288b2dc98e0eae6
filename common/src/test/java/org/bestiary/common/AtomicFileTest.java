package org.bestiary.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
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

    @Test
    void whatAKilledWriterLeftGoesWithTheNext() throws IOException {
        Path file = directory.resolve("file");
        Path dead = Files.writeString(directory.resolve(".file.8c1a.part"), "half of the n");
        Path other = Files.writeString(directory.resolve(".another.8c1a.part"), "of another file");
        AtomicFile.write(file, new byte[] {1});
        assertThat(dead).doesNotExist();
        assertThat(other).exists();
    }

    /** Writes a file, and goes on when something comes in. */
    public static final class Writing {
        private Writing() {}

        public static void main(String[] args) throws IOException {
            AtomicFile.write(Path.of(args[0]), out -> {
                System.out.println("writing");
                out.write(System.in.read());
            });
        }
    }

    @Test
    void whatAnotherProcessIsWritingStays() throws IOException, InterruptedException {
        Path file = directory.resolve("file");
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writing.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(writer.inputReader().readLine()).isEqualTo("writing");
            AtomicFile.write(file, new byte[] {1});
            assertThat(file).hasBinaryContent(new byte[] {1});
            writer.outputWriter().append('2').close();
            assertThat(writer.waitFor()).isZero();
            assertThat(file).hasContent("2");
        } finally {
            writer.destroyForcibly();
        }
    }

    @Test
    void twoWritersOfOneFileDoNotDisturbEachOther() throws IOException {
        Path file = directory.resolve("file");
        AtomicFile.write(file, out -> {
            out.write(1);
            AtomicFile.write(file, new byte[] {2});
        });
        assertThat(file).hasBinaryContent(new byte[] {1});
    }

    @Test
    void aChannelReadsWhatItHasWritten() throws IOException {
        Path file = directory.resolve("file");
        AtomicFile.writeChannel(file, channel -> {
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            ByteBuffer back = ByteBuffer.allocate(1);
            channel.read(back, 1);
            channel.write(back.flip(), 0);
        });
        assertThat(file).hasBinaryContent(new byte[] {2, 2, 3});
    }
}
