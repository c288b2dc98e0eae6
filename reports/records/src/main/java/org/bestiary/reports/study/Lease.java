package org.bestiary.reports.study;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The right of one worker to run one trial, until it expires. It can be handed to a child process as text.
 *
 * @param study the study
 * @param number the trial's number
 * @param parameters what is tried
 * @param attempt the how-manieth time the trial is run, from 1
 * @param worker who holds it
 * @param token the word that proves it: another for every claim
 */
public record Lease(String study, int number, JsonNode parameters, int attempt, String worker, String token) {}
