package org.bestiary.reports.database;

/** Which version of the tables this program has; the same for both databases. */
final class TableVersion {
    /** The last one. */
    static final int LATEST = 2;

    private TableVersion() {}

    /**
     * Refuses what a later Bestiary has made.
     *
     * @throws StoreException if the version is a later one
     */
    static void check(int version, StoreLocation location) {
        if (version > LATEST) {
            throw new StoreException("the store must be of version " + LATEST + " or older, got version " + version
                    + " in " + location + "; use the Bestiary that wrote it or a newer one");
        }
    }
}
