/**
 * Fast DL4J layers: NHWC from end to end, computed by {@link org.bestiary.zoo.kernel.Kernels}, with the parameters of DL4J's
 * own layers in their order. They are ordinary layers: JSON, ModelSerializer, transfer learning, listeners and the rest of
 * DL4J treat them as its own. Class names and settings are part of the JSON format and do not change once released.
 *
 * <p>Read first: {@link org.bestiary.zoo.layer.FastConvolution} (a configuration) and {@code FastConvolutionLayer} (the
 * running layer that it makes). {@link org.bestiary.zoo.layer.KernelChoice} says which kernels a process runs on.
 */
package org.bestiary.zoo.layer;
