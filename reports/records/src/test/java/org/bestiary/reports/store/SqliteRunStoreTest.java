package org.bestiary.reports.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bestiary.reports.database.DamagedStoreException;
import org.bestiary.reports.database.StoreLocation;
import org.junit.jupiter.api.Test;

class SqliteRunStoreTest extends RunStoreContract {
    @Override
    StoreLocation fresh(Path runsDirectory) {
        return StoreLocation.beside(runsDirectory);
    }

    @Test
    void theStoreMovesWithItsRuns() throws IOException {
        store.save(MadeRuns.any("a-run"), MadeRuns.write(runs, MadeRuns.any("a-run")));
        store.close();
        Path elsewhere = Files.move(runs, folder.resolve("elsewhere"));
        store = RunStore.open(StoreLocation.beside(elsewhere));
        assertThat(store.find("a-run").directory()).isEqualTo(elsewhere.resolve("a-run"));
        assertThat(store.refresh().read()).as("nothing is new").isZero();
    }

    @Test
    void runsThatAreGoneFromBesideTheStoreAreForgotten() throws IOException {
        Path directory = MadeRuns.write(runs, MadeRuns.any("a-run"));
        store.refresh();
        assertThat(store.count(Condition.ALL)).isEqualTo(1);
        Files.delete(directory.resolve("run.json"));
        assertThat(store.refresh().forgotten()).isEqualTo(1);
        assertThat(store.count(Condition.ALL)).isZero();
    }

    @Test
    void aDamagedFileIsSaidToBeDamaged() throws IOException {
        store.close();
        Path file = runs.resolve("store.sqlite");
        Files.writeString(file, "this is no database ".repeat(1000));
        assertThatThrownBy(() -> RunStore.open(location))
                .isInstanceOf(DamagedStoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("runs rebuild");

        Path run = MadeRuns.write(runs, MadeRuns.any("a-run"));
        List<String> told = new ArrayList<>();
        store = RunStore.openOrReplace(location, told::add);
        assertThat(store.rebuild().read()).isEqualTo(1);
        assertThat(store.find("a-run").directory()).isEqualTo(run.toAbsolutePath());
        assertThat(told).singleElement().asString().contains("store.sqlite.damaged-");
    }
}
