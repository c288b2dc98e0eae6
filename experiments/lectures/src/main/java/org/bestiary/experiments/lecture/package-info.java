/**
 * The lecture ledger: what introductory lectures state, and what this machine finds.
 *
 * <p>Read first: {@code Statement}, then {@code LedgerReader} (YAML to statements) and {@code Reproduction}
 * (statements to findings).
 */
package org.bestiary.experiments.lecture;
