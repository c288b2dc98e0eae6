package org.bestiary.reports.study;

import java.nio.file.Path;
import java.util.Optional;
import org.bestiary.reports.database.Postgresql;
import org.bestiary.reports.database.StoreLocation;

class PostgresqlStudyStoreTest extends StudyStoreContract {
    @Override
    StoreLocation fresh() {
        return StoreLocation.at(Postgresql.url(), Optional.empty(), Optional.empty(), Path.of("runs"));
    }
}
