package org.bestiary.reports.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BackgroundStoreTest {
    @TempDir
    private Path runs;

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @Test
    void theLastRecordOfEveryRunIsKeptWhenItIsClosed() {
        try (BackgroundStore background = new BackgroundStore(StoreLocation.beside(runs), warnings::add)) {
            for (int i = 0; i < 20; i++) {
                RunRecord begun = MadeRuns.started("run-" + i, "lenet5", i, 64, 0.1);
                Path directory = MadeRuns.write(runs, begun);
                background.saved(begun, directory);
                RunRecord ended = MadeRuns.completed(begun, 2, 90);
                RunDirectory.open(directory).write(ended);
                background.saved(ended, directory);
            }
        }
        assertThat(warnings).isEmpty();
        try (RunStore store = RunStore.open(StoreLocation.beside(runs))) {
            assertThat(store.count(Condition.parse("status=completed and epochs=2")))
                    .isEqualTo(20);
            assertThat(store.refresh().read())
                    .as("the stamps are those of the files")
                    .isZero();
        }
    }

    @Test
    void aStoreThatIsNotThereIsToldOnce() {
        StoreLocation nowhere =
                StoreLocation.at("jdbc:postgresql://127.0.0.1:1/d", Optional.empty(), Optional.of("secret"), runs);
        try (BackgroundStore background = new BackgroundStore(nowhere, warnings::add)) {
            for (int i = 0; i < 3; i++) {
                background.saved(MadeRuns.any("run-" + i), MadeRuns.write(runs, MadeRuns.any("run-" + i)));
            }
        }
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("training goes on")
                .doesNotContain("secret");
    }

    @Test
    void aStoreThatNeverAnswersHoldsNobodyUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/d?user=u";
            StoreLocation location = StoreLocation.at(url, Optional.empty(), Optional.empty(), runs);
            long begun = System.nanoTime();
            BackgroundStore background = new BackgroundStore(location, warnings::add, Duration.ofSeconds(1));
            background.saved(MadeRuns.any("a-run"), MadeRuns.write(runs, MadeRuns.any("a-run")));
            background.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        }
        assertThat(warnings).singleElement().asString().contains("does not answer");
    }
}
