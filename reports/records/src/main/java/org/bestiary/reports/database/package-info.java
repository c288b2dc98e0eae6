/**
 * The database behind the stores of runs and studies: an H2 file beside the runs, or PostgreSQL.
 *
 * <p>Read {@link org.bestiary.reports.database.StoreLocation} (where) and {@link
 * org.bestiary.reports.database.Database} (transactions that outlive a broken connection). The tables are in {@code
 * migration/}, one file per version, the same SQL for both databases; a released file never changes.
 */
package org.bestiary.reports.database;
