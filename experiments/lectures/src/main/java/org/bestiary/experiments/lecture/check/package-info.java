/**
 * Checks that run layers, by name: what a ledger row's {@code check:} may say. Read first: {@link
 * org.bestiary.experiments.lecture.check.Checks} (the list) and {@link
 * org.bestiary.experiments.lecture.check.Bench} (what they run on).
 */
package org.bestiary.experiments.lecture.check;
