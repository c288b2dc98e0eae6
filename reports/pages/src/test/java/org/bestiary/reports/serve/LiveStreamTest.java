package org.bestiary.reports.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bestiary.reports.SampleRun;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.run.BestEpoch;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.store.MadeRuns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages hear of what happens, and nobody talks to those that are gone. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LiveStreamTest {
    @TempDir
    Path runs;

    private Dashboard dashboard;
    private RunDirectory directory;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void serve() {
        directory = RunDirectory.create(runs, "under-way");
        directory.write(after(1));
        dashboard = Served.start(new DashboardSettings(
                "localhost", 0, Optional.empty(), StoreLocation.beside(runs), row -> false, told::add));
    }

    @AfterEach
    void stop() {
        dashboard.close();
        assertThat(told).isEmpty();
    }

    /** The run after so many epochs. */
    static RunRecord after(int epochs) {
        List<EpochMetrics> metrics = IntStream.rangeClosed(1, epochs)
                .mapToObj(e -> MadeRuns.epoch(e, 1.0 / e))
                .toList();
        return SampleRun.started("under-way", SampleRun.DIGITS, 1)
                .withEpochs(metrics, Optional.of(new BestEpoch(epochs, OptionalDouble.of(51), BestEpoch.By.ACCURACY)));
    }

    @Test
    void aPageOfARunHearsOfEveryEpochAndOfTheEnd() throws IOException {
        try (Socket socket = Http.open(dashboard, "GET", "/runs/under-way/live")) {
            InputStream in = socket.getInputStream();
            assertThat(Http.readUntil(in, "}\n\n"))
                    .containsIgnoringCase("content-type: text/event-stream")
                    .contains("event: state\ndata: {\"seen\":\"1 running\",\"text\":\"epoch 1: validation accuracy"
                            + " 51.00%\",\"over\":false}");

            directory.write(after(2));
            assertThat(Http.readUntil(in, "}\n\n")).contains("\"seen\":\"2 running\"");

            directory.write(after(2).withStatus(RunStatus.INTERRUPTED, Optional.of("Ctrl-C")));
            assertThat(Http.readUntil(in, "}\n\n")).contains("\"seen\":\"2 interrupted\"", "\"over\":true");
            assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                    .as("only the end is left")
                    .isEqualTo("\r\n0\r\n\r\n");
        }
    }

    @Test
    void whoeverIsGoneIsForgotten() throws IOException, InterruptedException {
        try (Socket socket = Http.open(dashboard, "GET", "/runs/under-way/live")) {
            Http.readUntil(socket.getInputStream(), "}\n\n");
            assertThat(dashboard.listeners()).isEqualTo(1);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (dashboard.listeners() > 0) {
            assertThat(System.nanoTime()).as("time until that is noticed").isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    @Test
    void thereIsALimitToListenersAndPagesAreServedBesideThem() throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < LiveStream.MOST_LISTENERS; i++) {
                Socket socket = Http.open(dashboard, "GET", i % 2 == 0 ? "/live" : "/runs/under-way/live");
                open.add(socket);
                Http.readUntil(socket.getInputStream(), "}\n\n");
            }
            assertThat(Http.get(dashboard, "/live").status()).isEqualTo(503);
            assertThat(Http.get(dashboard, "/runs/under-way").status()).isEqualTo(200);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void theEndOfTheDashboardEndsThem() throws IOException {
        try (Socket socket = Http.open(dashboard, "GET", "/runs/under-way/live")) {
            Http.readUntil(socket.getInputStream(), "}\n\n");
            long begun = System.nanoTime();
            dashboard.close();
            socket.getInputStream().readAllBytes();
            assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(5));
        }
    }
}
