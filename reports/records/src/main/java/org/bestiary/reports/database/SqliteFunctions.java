package org.bestiary.reports.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.Function;

/** SQLite's own {@code lower} knows A to Z alone. */
final class SqliteFunctions {
    private SqliteFunctions() {}

    static void add(Connection connection) throws SQLException {
        Function.create(
                connection,
                "lower",
                new Function() {
                    @Override
                    protected void xFunc() throws SQLException {
                        String text = value_text(0);
                        if (text == null) {
                            result();
                        } else {
                            result(text.toLowerCase(Locale.ROOT));
                        }
                    }
                },
                1,
                Function.FLAG_DETERMINISTIC);
    }
}
