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
        Optional<String> option = Optional.of("jdbc:sqlite:/data/other.db");
        assertThat(StoreLocation.choose(option, environment, RUNS)).hasToString("/data/other.db");
        assertThat(StoreLocation.choose(Optional.empty(), environment, RUNS))
                .hasToString("jdbc:postgresql://db/bestiary");
        assertThat(StoreLocation.choose(Optional.empty(), Map.of(), RUNS)).hasToString("/data/runs/store.sqlite");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:sqlite:/data/a.db, /data/a.db",
        "jdbc:sqlite:file:/data/a.db, /data/a.db",
        "jdbc:h2:/data/other, /data/other.sqlite",
        "jdbc:h2:file:/data/../other, /other.sqlite",
    })
    void aFileElsewhereIsNamedByItsPathAndOneOfBeforeAsItWas(String url, String file) {
        assertThat(StoreLocation.at(url, Optional.empty(), Optional.empty(), RUNS))
                .hasToString(file);
    }

    @Test
    void anotherProcessFindsTheSameStore() {
        StoreLocation beside = StoreLocation.beside(RUNS);
        assertThat(StoreLocation.choose(Optional.empty(), beside.environment(), RUNS))
                .hasToString(beside.toString());
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
        "mysql://h/d?password=secret, must be jdbc:postgresql://HOST/DATABASE or jdbc:sqlite:PATH",
        "jdbc:mysql://h/d, must be jdbc:postgresql",
        "jdbc:sqlite:, must have the path of a file",
        "jdbc:sqlite::memory:, must have the path of a file",
        "jdbc:sqlite::resource:http://example.org/x, must have the path of a file",
        "jdbc:sqlite:a.db?enable_load_extension=true&password=secret, must have a path and no options",
        "jdbc:h2:, must have the path of a file",
        "jdbc:h2:mem:x;PASSWORD=secret, must have the path of a file",
        "jdbc:h2:tcp://localhost/x, must have the path of a file",
        "jdbc:h2:x;CIPHER=AES;PASSWORD=secret, must have a path and no options",
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
            database.change(c -> Statements.update(c, "pragma user_version = 99"));
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
