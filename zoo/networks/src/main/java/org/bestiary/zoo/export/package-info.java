/**
 * Networks in the formats of other programs, with what must travel with them. Read {@link org.bestiary.zoo.export.Exported}
 * first; {@link org.bestiary.zoo.export.OnnxOperations} says how each operation is told in ONNX.
 */
package org.bestiary.zoo.export;
