package org.bestiary.zoo.layer;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a kernel takes for granted, checked before native code sees it. */
final class Checks {

    private Checks() {}

    /**
     * A feature map [N, H, W, C] of floats.
     *
     * @param channels expected channels, or 0 for any
     * @throws DL4JInvalidInputException with the layer's name, the expected and the given shape
     */
    static void map(String layer, INDArray x, long channels) {
        if (x.rank() != 4 || channels > 0 && x.size(3) != channels || x.isEmpty()) {
            throw new DL4JInvalidInputException("layer '" + layer + "': expected a feature map [N, H, W, "
                    + (channels > 0 ? channels : "C") + "], got " + Arrays.toString(x.shape()));
        }
        floats(layer, x);
    }

    /** A matrix [N, columns] of floats. */
    static void matrix(String layer, INDArray x, long columns) {
        if (x.rank() != 2 || columns > 0 && x.size(1) != columns || x.isEmpty()) {
            throw new DL4JInvalidInputException("layer '" + layer + "': expected a matrix [N, "
                    + (columns > 0 ? columns : "columns") + "], got " + Arrays.toString(x.shape()));
        }
        floats(layer, x);
    }

    /** An array of exactly this shape. */
    static void shape(String layer, String what, INDArray x, long... expected) {
        if (!Arrays.equals(x.shape(), expected)) {
            throw new DL4JInvalidInputException("layer '" + layer + "': expected " + what + " "
                    + Arrays.toString(expected) + ", got " + Arrays.toString(x.shape()));
        }
        floats(layer, x);
    }

    /** Floats of any shape. */
    static void floats(String layer, INDArray x) {
        if (x.dataType() != DataType.FLOAT) {
            throw new DL4JInvalidInputException("layer '" + layer + "': expected FLOAT values, got " + x.dataType()
                    + "; convert with castTo(FLOAT)");
        }
    }

    /** A network of floats: the kernels compute in nothing else. */
    static void networkType(String layer, DataType type) {
        if (type != DataType.FLOAT) {
            throw new IllegalArgumentException("layer '" + layer + "': the fast layers compute in FLOAT, got " + type
                    + "; set dataType(FLOAT) or build with engine stock");
        }
    }

    /** A configuration's input type as a feature map with the channels last. */
    static InputType.InputTypeConvolutional maps(String layer, InputType type) {
        if (type instanceof InputType.InputTypeConvolutional map && map.getFormat() == CNN2DFormat.NHWC) {
            return map;
        }
        throw new IllegalStateException("layer '" + layer + "': expected feature maps in NHWC, got " + type);
    }

    /** Whether the elements lie one after the other in 'c' order. The array's own ordering does not tell. */
    static boolean contiguous(INDArray x) {
        long step = 1;
        for (int i = x.rank() - 1; i >= 0; i--) {
            if (x.size(i) != 1 && x.stride(i) != step) {
                return false;
            }
            step *= x.size(i);
        }
        return true;
    }
}
