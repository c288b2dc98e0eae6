/**
 * The database behind the stores of runs and studies: an SQLite file beside the runs, or PostgreSQL.
 *
 * <p>Read {@link org.bestiary.reports.database.StoreLocation} (where) and {@link
 * org.bestiary.reports.database.Database} (transactions that outlive a broken connection). The tables of PostgreSQL are in
 * {@code migration/}, one file per version, of which a released one never changes; those of SQLite in {@code sqlite/}. The SQL
 * that uses them is the same.
 */
package org.bestiary.reports.database;
