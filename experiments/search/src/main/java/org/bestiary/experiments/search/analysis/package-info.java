/**
 * What came out of a study: which trial is best, which parameters mattered, and the data for its report.
 *
 * <p>Read first: {@link org.bestiary.experiments.search.analysis.StudySummary}.
 */
package org.bestiary.experiments.search.analysis;
