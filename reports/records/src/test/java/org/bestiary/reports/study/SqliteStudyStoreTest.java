package org.bestiary.reports.study;

import java.nio.file.Path;
import org.bestiary.reports.database.StoreLocation;
import org.junit.jupiter.api.io.TempDir;

class SqliteStudyStoreTest extends StudyStoreContract {
    @TempDir
    private Path runs;

    @Override
    StoreLocation fresh() {
        return StoreLocation.beside(runs);
    }
}
