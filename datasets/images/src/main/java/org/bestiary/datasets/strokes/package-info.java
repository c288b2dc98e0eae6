/**
 * Handwriting-like digits drawn from vector strokes.
 *
 * <p>Read {@link org.bestiary.datasets.strokes.Prototypes} first (how people write each digit, as data), then
 * {@link org.bestiary.datasets.strokes.Handwriting} (what differs from one writing to the next) and
 * {@link org.bestiary.datasets.strokes.Ink} (how a line becomes grey values). Only additions, multiplications, square
 * roots and {@link java.lang.StrictMath} are used, so images are identical on every platform.
 */
package org.bestiary.datasets.strokes;
