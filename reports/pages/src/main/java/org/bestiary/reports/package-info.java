/**
 * What remains of a run, and the pages made from it.
 *
 * <p>Nothing here needs DL4J, ND4J or any native code: a report rebuilds from the stored record alone. Read {@link
 * org.bestiary.reports.run} first, it is the schema; {@link org.bestiary.reports.evaluation} is the arithmetic behind the
 * numbers, {@link org.bestiary.reports.compare} puts runs side by side, {@link org.bestiary.reports.chart} draws, and {@link
 * org.bestiary.reports.html} makes the pages, and {@link org.bestiary.reports.publish} those of them that are published.
 */
package org.bestiary.reports;
