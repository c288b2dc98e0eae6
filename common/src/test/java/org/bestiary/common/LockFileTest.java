package org.bestiary.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
    @TempDir
    private Path folder;

    @Test
    void oneHoldsItAndLeavesNothing() throws IOException {
        Path file = folder.resolve(".lock");
        assertThat(LockFile.isFree(file)).isTrue();
        try (LockFile held = LockFile.take(file).orElseThrow()) {
            assertThat(LockFile.take(file)).isEmpty();
            assertThat(LockFile.isFree(file)).isFalse();
            assertThat(held).isNotNull();
        }
        assertThat(file).doesNotExist();
        assertThat(LockFile.isFree(file)).isTrue();
    }

    @Test
    void whatAKilledProcessLeftIsTaken() throws IOException {
        Path file = Files.writeString(folder.resolve(".lock"), "something longer than what is written into it now");
        assertThat(LockFile.isFree(file)).isTrue();
        LockFile.take(file).orElseThrow().close();
        assertThat(file).doesNotExist();
    }

    @Test
    void lookingDoesNotTakeItAwayFromOneself() throws IOException, InterruptedException {
        Path file = folder.resolve(".lock");
        try (LockFile held = LockFile.take(file).orElseThrow()) {
            assertThat(LockFile.isFree(file)).isFalse();
            assertThat(LockFile.take(file)).isEmpty();
            assertThat(process(file, 1)).as("another process does not get it").isZero();
            assertThat(held).isNotNull();
        }
        assertThat(process(file, 1)).isEqualTo(1);
    }

    /** Takes a lock so many times, and prints how often it got it while nobody else did. */
    public static final class Taking {
        private Taking() {}

        public static void main(String[] args) throws IOException {
            Path file = Path.of(args[0]);
            Path alone = file.resolveSibling("alone");
            int taken = 0;
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                Optional<LockFile> lock = LockFile.take(file);
                if (lock.isPresent()) {
                    try (LockFile held = lock.get()) {
                        // Fails if another one is between its making and its removal.
                        Files.createFile(alone);
                        Files.delete(alone);
                        taken += held == null ? 0 : 1;
                    }
                }
            }
            System.out.println(taken);
        }
    }

    private static ProcessBuilder taking(Path file, int times) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Taking.class.getName(),
                        file.toString(),
                        Integer.toString(times))
                .redirectErrorStream(true);
    }

    private static int process(Path file, int times) throws IOException {
        return taken(taking(file, times).start());
    }

    private static int taken(Process process) throws IOException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).matches("\\d+\\s*");
        return Integer.parseInt(said.strip());
    }

    /** They take and remove it as fast as they can, so that many open a file that is just being removed. */
    @Test
    void neverDoTwoProcessesHoldIt() throws IOException {
        Path file = folder.resolve(".lock");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(taking(file, 5000).start());
        }
        int all = 0;
        for (Process process : processes) {
            all += taken(process);
        }
        assertThat(all).isGreaterThan(100);
        assertThat(file).doesNotExist();
    }
}
