/**
 * Expressions of ledger rows: what {@code measured:} may say. Read first: {@link
 * org.bestiary.experiments.lecture.expression.Expressions} (the sandbox) and {@link
 * org.bestiary.experiments.lecture.expression.Functions} (what may be called).
 */
package org.bestiary.experiments.lecture.expression;
