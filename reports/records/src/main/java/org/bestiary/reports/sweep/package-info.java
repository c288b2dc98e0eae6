/**
 * What a sweep leaves behind, {@code study.json}: its trials with the data that a report on it draws.
 *
 * <p>Read first: {@link org.bestiary.reports.sweep.SweepReport}; {@link org.bestiary.reports.sweep.SweepText} is it for pull
 * requests and spreadsheets, {@code org.bestiary.reports.html.SweepPage} for people.
 */
package org.bestiary.reports.sweep;
