/**
 * The kernels on oneDNN, called directly on the arrays' own memory: the only package that imports oneDNN's Java presets.
 * Start with {@link org.bestiary.zoo.onednn.OneDnnKernels}; {@code Session} is what one thread has prepared, and
 * {@code Operation} one primitive with its arguments.
 *
 * <p>Choices, measured for the convolutions of ResNet-20 at batch 128 in 32-bit floats: activations stay NHWC (within
 * 3% of oneDNN's blocked layouts with AVX-512 and with AVX2, and needing no reorder at the edges of the network);
 * weights keep DL4J's own layout and are reordered into the format each primitive prefers when it runs, which costs less
 * than 1% of it; oneDNN 2.5, the release of ND4J's own JavaCPP generation, is as fast as 3.8 and 3.11 in this layout.
 * Arithmetic is strict 32-bit floating point.
 */
package org.bestiary.zoo.onednn;
