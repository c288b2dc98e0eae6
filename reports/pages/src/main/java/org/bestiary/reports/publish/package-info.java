/**
 * Results as they are published: a folder for each experiment with its page, its figures and its charts, and an index of all
 * of them. Nothing in it depends on when it was written or where the runs are, so that writing it again changes nothing.
 *
 * <p>Read {@link org.bestiary.reports.publish.Publication} first; {@link org.bestiary.reports.publish.PublishedRuns} and
 * {@link org.bestiary.reports.publish.PublishedSweep} make one, {@link org.bestiary.reports.publish.PublishedFolder} writes
 * it, and {@link org.bestiary.reports.publish.PublishedIndex} reads what is there.
 */
package org.bestiary.reports.publish;
