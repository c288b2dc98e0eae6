package org.bestiary.reports.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreLocationTest {
    private static final Path RUNS = Path.of("/data/runs");

    @TempDir
    private Path folder;

    @Test
    void theOptionWinsOverTheEnvironmentAndThatOverTheRunsDirectory() {
        Map<String, String> environment = Map.of(StoreLocation.VARIABLE, "jdbc:postgresql://db/bestiary");
        Optional<String> option = Optional.of("jdbc:h2:/data/other");
        assertThat(StoreLocation.choose(option, environment, RUNS)).hasToString("/data/other.mv.db");
        assertThat(StoreLocation.choose(Optional.empty(), environment, RUNS))
                .hasToString("jdbc:postgresql://db/bestiary");
        assertThat(StoreLocation.choose(Optional.empty(), Map.of(), RUNS)).hasToString("/data/runs/store.mv.db");
    }

    @Test
    void anEmbeddedFileIsSharedAndKeepsWhatItHasAcknowledged() {
        assertThat(StoreLocation.beside(RUNS).url()).contains("AUTO_SERVER=TRUE", "WRITE_DELAY=0");
        assertThat(StoreLocation.choose(Optional.of("jdbc:h2:x"), Map.of(), RUNS)
                        .url())
                .contains("AUTO_SERVER=TRUE", "WRITE_DELAY=0");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://h/d?user=u&password=secret&ssl=true, jdbc:postgresql://h/d?user=u&password=***&ssl=true",
        "jdbc:postgresql://u:secret@h/d, jdbc:postgresql://***@h/d",
        "jdbc:postgresql://h/d?sslpassword=secret, jdbc:postgresql://h/d?sslpassword=***",
    })
    void aPasswordIsNeverPrinted(String url, String printed) {
        assertThat(StoreLocation.at(url, Optional.empty(), Optional.of("secret"), RUNS))
                .hasToString(printed);
    }

    @Test
    void aServerThatIsNotThereIsNamedWithoutThePassword() {
        String url = "jdbc:postgresql://127.0.0.1:1/d?user=u&password=secret";
        StoreLocation location = StoreLocation.at(url, Optional.empty(), Optional.empty(), RUNS);
        assertThatThrownBy(() -> Database.open(location))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("check that the server runs")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://h/d?password=secret, must be jdbc:postgresql://HOST/DATABASE or jdbc:h2:PATH",
        "jdbc:mysql://h/d, must be jdbc:postgresql",
        "jdbc:h2:, must have a path",
        "runs.db, must be jdbc:postgresql",
    })
    void otherUrlsAreRefused(String url, String message) {
        assertThatThrownBy(() -> StoreLocation.at(url, Optional.empty(), Optional.empty(), RUNS))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aStoreOfANewerVersionIsRefused() {
        StoreLocation location = StoreLocation.beside(folder);
        try (Database database = Database.open(location)) {
            database.change(c -> Statements.update(
                    c,
                    "insert into \"schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\","
                            + " \"script\", \"installed_by\", \"execution_time\", \"success\")"
                            + " values (99, '99', 'later', 'SQL', 'V99__later.sql', 'sa', 1, true)"));
        }
        assertThatThrownBy(() -> Database.open(location))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("got version 99");
    }

    @Test
    void aPlaceThatCannotBeADirectoryIsNamed() throws java.io.IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        assertThatThrownBy(() -> Database.open(StoreLocation.beside(file.resolve("runs"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot make the directory of the store");
    }
}
