/**
 * The H2 files in which stores were kept before: read once, to be carried over.
 *
 * <p>Read {@link org.bestiary.reports.h2.H2File}. Opening a database with H2 runs the SQL that its catalogue holds, and with
 * it whatever Java somebody put there. So H2's SQL is never started: only its storage is opened, for reading, and the rows
 * are decoded here. No other package uses H2.
 */
package org.bestiary.reports.h2;
