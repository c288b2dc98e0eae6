/**
 * Trained weights from other libraries: files of safetensors, PyTorch and Keras, the names that their tensors have, and how images
 * are prepared for them. Read {@link org.bestiary.zoo.weights.Pretrained} first; the names are data, in {@code *.map} files
 * beside this package.
 */
package org.bestiary.zoo.weights;
