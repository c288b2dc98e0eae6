/**
 * The record of one run and the directory that holds it.
 *
 * <p>Read {@link org.bestiary.reports.run.RunRecord} first: its components, and those of the records inside it, are the
 * fields of {@code run.json}, letter for letter. {@link org.bestiary.reports.run.RunDirectory} says where the files of a
 * run are and reads and writes them so that a reader never meets half a file.
 */
package org.bestiary.reports.run;
