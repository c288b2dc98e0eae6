package org.bestiary.reports.study;

import java.util.OptionalDouble;

/**
 * A study in few figures.
 *
 * @param study the study
 * @param trials how many trials were suggested
 * @param ended how many of them have completed, were pruned or have failed
 * @param best the best value of the completed ones, or of the pruned ones while none is complete
 */
public record ListedStudy(Study study, int trials, int ended, OptionalDouble best) {}
