package org.bestiary.reports.database;

import java.sql.SQLException;
import java.util.Set;

/** What an SQL error means: which ones pass when one tries again, and what to tell the user about the rest. */
final class Failure {
    private static final String UNIQUE_VIOLATION = "23505";
    /** Serialisation failure, deadlock, lock not available, lock timeout (H2), server shutting down or starting. */
    private static final Set<String> CONTENTION =
            Set.of("40001", "40P01", "55P03", "HYT00", "57P01", "57P02", "57P03", "53300");
    /** H2: file locked by another process that starts or ends, connection broken, closed, database closed. */
    private static final Set<Integer> H2_PASSING = Set.of(90020, 90067, 90098, 90121, 90007, 90043, 90135);

    /** H2, as a "general error": another connection's deadlock has rolled this transaction back in the middle of a statement. */
    private static final String H2_ROLLED_BACK = "has status ROLLED_BACK";

    private static final Set<Integer> H2_DAMAGED = Set.of(90030, 90048);
    private static final String H2_NO_RIGHTS = "90028";

    private Failure() {}

    /** Whether the connection is of no use any more. */
    static boolean isDisconnection(SQLException e) {
        String state = state(e);
        return state.startsWith("08") || state.startsWith("57P") || H2_PASSING.contains(e.getErrorCode());
    }

    /** Whether the same transaction may well succeed in a moment. */
    static boolean isPassing(SQLException e) {
        String state = state(e);
        return isDisconnection(e)
                || CONTENTION.contains(state)
                || state.equals(UNIQUE_VIOLATION)
                || String.valueOf(e.getMessage()).contains(H2_ROLLED_BACK);
    }

    /** Whether a second try to connect makes sense: another process may be opening or closing the file this moment. */
    static boolean isBusyFile(SQLException e) {
        return H2_PASSING.contains(e.getErrorCode());
    }

    /** Whether the file of an embedded store cannot be read. */
    static boolean isDamage(SQLException e) {
        return H2_DAMAGED.contains(e.getErrorCode());
    }

    static StoreException explain(StoreLocation location, SQLException e) {
        if (isDamage(e)) {
            return new DamagedStoreException(
                    "the store " + location + " is damaged: " + line(e)
                            + "; bestiary runs rebuild makes it again from the run directories",
                    e);
        }
        String advice = location.file().isPresent()
                ? state(e).equals(H2_NO_RIGHTS)
                        ? "check the rights of its file"
                        : "check its file, or name another with --store"
                : "check that the server runs and that address, database, user and password are right";
        return new StoreException("cannot use the store " + location + ": " + line(e) + "; " + advice, e);
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    private static String line(SQLException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        // H2 appends the statement and its own version in brackets.
        String plain = message.replaceAll("(?s); SQL statement:.*", "").replaceAll("\\s*\\[\\d+-\\d+]\\s*$", "");
        return StoreLocation.redacted(plain.lines().findFirst().orElse(""));
    }
}
