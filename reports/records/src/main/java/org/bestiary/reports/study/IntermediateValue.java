package org.bestiary.reports.study;

/**
 * What a trial had come to after some epoch.
 *
 * @param trial the trial's number
 * @param epoch how many epochs it had run, from 1
 * @param value what the objective was then; may be NaN or infinite
 */
public record IntermediateValue(int trial, int epoch, double value) {}
