package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of training, in a JVM of its own. */
class InterruptTest {
    @TempDir
    private Path runs;

    private Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no SIGINT there")
    void theStepIsFinishedACheckpointWrittenAndTheWayOnIsTold() throws IOException, InterruptedException {
        Process process = start(
                "run",
                "quickstart",
                "--runs-dir",
                runs.toString(),
                "--set",
                "training.epochs=500",
                "--set",
                "training.batch=256");
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (line.startsWith("epoch 2/")) {
                    new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                            .start()
                            .waitFor();
                }
            }
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s", lines).isEqualTo(130);

        RunDirectory directory = RunDirectory.list(runs).get(0);
        RunRecord record = directory.read();
        assertThat(lines.get(lines.size() - 1)).contains("bestiary run --resume " + directory.path());
        assertThat(record.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(record.epochs()).hasSizeGreaterThanOrEqualTo(2);
        try (Stream<Path> files = Files.walk(directory.path())) {
            assertThat(files.map(f -> f.getFileName().toString())).noneMatch(f -> f.endsWith(".part"));
        }
    }
}
