package org.bestiary.reports.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bestiary.reports.database.Postgresql;
import org.bestiary.reports.database.StoreLocation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that write runs into one store at the same time. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SeveralProcessesTest {
    private static final int BRIEFLY = 5;
    private static final int A_MINUTE = 60;

    @TempDir
    private Path runs;

    @Test
    void twoIntoOneFile() throws IOException, InterruptedException {
        write("beside", 2, BRIEFLY);
    }

    /** All of them begin in the same moment, with a store that is not there yet. */
    @Test
    void fourIntoOneFile() throws IOException, InterruptedException {
        write("beside", 4, BRIEFLY);
    }

    @Test
    @Tag("slow")
    void twoIntoOneFileForAMinute() throws IOException, InterruptedException {
        write("beside", 2, A_MINUTE);
    }

    @Test
    void fourIntoPostgresql() throws IOException, InterruptedException {
        write(Postgresql.url(), 4, BRIEFLY);
    }

    @Test
    @Tag("slow")
    void fourIntoPostgresqlForAMinute() throws IOException, InterruptedException {
        write(Postgresql.url(), 4, A_MINUTE);
    }

    private void write(String url, int processes, int seconds) throws IOException, InterruptedException {
        List<Process> writers = new ArrayList<>();
        for (int p = 0; p < processes; p++) {
            writers.add(WriterProcess.start(url, runs, "writer" + p, seconds));
        }
        List<String> acknowledged = new ArrayList<>();
        for (Process writer : writers) {
            List<String> ids = read(writer);
            assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(writer.exitValue()).isZero();
            assertThat(ids).as("every process got to write").isNotEmpty();
            acknowledged.addAll(ids);
        }
        System.out.println(
                processes + " processes, " + seconds + " s, " + location(url) + ": " + acknowledged.size() + " runs");
        assertKept(url, acknowledged);
    }

    @Test
    void oneThatIsKilledTakesNothingWithIt() throws IOException, InterruptedException {
        Process first = WriterProcess.start("beside", runs, "killed", 60);
        List<String> acknowledged = new ArrayList<>();
        Process second;
        try (BufferedReader lines = first.inputReader(StandardCharsets.UTF_8)) {
            acknowledged.add(lines.readLine());
            second = WriterProcess.start("beside", runs, "survivor", BRIEFLY);
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(BRIEFLY) / 2;
            while (System.nanoTime() < until) {
                acknowledged.add(lines.readLine());
            }
            // Not Process.destroyForcibly, which closes the pipe with what is still in it.
            first.toHandle().destroyForcibly();
            lines.lines().forEach(acknowledged::add);
        }
        List<String> others = read(second);
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isZero();
        assertThat(others).isNotEmpty();
        acknowledged.addAll(others);
        assertKept("beside", acknowledged);
    }

    private static List<String> read(Process process) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            return lines.lines().toList();
        }
    }

    private void assertKept(String url, List<String> ids) {
        try (RunStore store = RunStore.open(location(url))) {
            List<String> kept = new ArrayList<>();
            List<String> epochs = new ArrayList<>();
            Condition ended = Condition.parse("status=completed and testAccuracy=90 and epochs=2");
            store.each(ended, run -> kept.add(run.id()));
            store.eachEpoch(ended, (run, epoch) -> epochs.add(run.id()));
            assertThat(kept).doesNotHaveDuplicates().containsAll(ids);
            assertThat(epochs).hasSize(2 * kept.size());
        }
    }

    private StoreLocation location(String url) {
        return url.equals("beside")
                ? StoreLocation.beside(runs)
                : StoreLocation.at(url, Optional.empty(), Optional.empty(), runs);
    }
}
