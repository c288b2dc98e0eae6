/**
 * The ONNX format: models are written as a stream and read through a memory map, and nothing else is done with them. Read
 * {@link org.bestiary.zoo.onnx.OnnxModel} and {@link org.bestiary.zoo.onnx.OnnxFile} first.
 *
 * <p>The few messages are written and read here, field by field. The classes that come with ND4J keep a whole model in memory,
 * twice for VGG's half a gigabyte, and their tensors are made of classes of a shaded library that programs must not name.
 */
package org.bestiary.zoo.onnx;
