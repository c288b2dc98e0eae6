/**
 * What a sweep leaves behind, {@code study.json}: its trials with the data that a report on it draws.
 *
 * <p>Read first: {@link org.bestiary.reports.sweep.SweepReport}.
 */
package org.bestiary.reports.sweep;
