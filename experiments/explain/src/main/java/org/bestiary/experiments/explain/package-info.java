/**
 * Looking into a trained network: which pixels decide, what layers respond to, how classes lie in the last features.
 *
 * <p>Read {@link org.bestiary.experiments.explain.Subject} first: a network with everything needed to ask it about images.
 * {@link org.bestiary.experiments.explain.Method} lists the ways to share a score out over pixels, {@link
 * org.bestiary.experiments.explain.Attribution} is what each of them gives. Everything here computes numbers; {@link
 * org.bestiary.experiments.explain.picture} makes pictures of them and {@link
 * org.bestiary.experiments.explain.Gallery} the page.
 */
package org.bestiary.experiments.explain;
