/**
 * What the fast layers compute, without saying how: the interfaces of {@link org.bestiary.zoo.kernel.Kernels} and the records
 * that describe a computation. Start with {@link org.bestiary.zoo.kernel.Kernels}.
 *
 * <p>Every array is FLOAT, contiguous and in 'c' order; feature maps are [N, H, W, C].
 */
package org.bestiary.zoo.kernel;
