package org.bestiary.reports.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.bestiary.reports.database.Postgresql;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.run.RunRecord;
import org.junit.jupiter.api.Test;

class PostgresqlRunStoreTest extends RunStoreContract {
    private String url;

    @Override
    StoreLocation fresh(Path runsDirectory) {
        url = Postgresql.url();
        return StoreLocation.at(url, Optional.empty(), Optional.empty(), runsDirectory);
    }

    @Test
    void twoRunsDirectoriesMayHaveRunsOfOneName() {
        Path others = folder.resolve("others");
        RunRecord mine = MadeRuns.started("same", "lenet5", 0, 64, 0.1);
        RunRecord theirs = MadeRuns.started("same", "resnet20", 1, 64, 0.1);
        store.save(mine, MadeRuns.write(runs, mine));
        try (RunStore other = RunStore.open(StoreLocation.at(url, Optional.empty(), Optional.empty(), others))) {
            other.save(theirs, MadeRuns.write(others, theirs));
            other.rebuild();
        }
        assertThat(store.count(Condition.ALL)).isEqualTo(2);
        assertThatThrownBy(() -> store.find("same")).hasMessageContaining(others.toString());
        assertThat(store.rebuild().forgotten()).as("of another directory").isZero();
    }
}
