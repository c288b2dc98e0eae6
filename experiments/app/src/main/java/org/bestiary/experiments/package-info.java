/**
 * The program: specs become runs, runs become records and reports.
 *
 * <p>Read first: {@code config} (what an experiment is), {@code train} (how one is run), {@code cli} (how a person asks for
 * it).
 */
package org.bestiary.experiments;
