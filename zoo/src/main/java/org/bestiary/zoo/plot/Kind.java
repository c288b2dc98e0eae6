package org.bestiary.zoo.plot;

import org.bestiary.zoo.graph.Conv;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.graph.Op;
import org.bestiary.zoo.graph.Pool;

/** What a box is, which is its colour. */
enum Kind {
    /** The image. */
    INPUT(0xe8e8e8),
    /** Convolutions. */
    CONVOLUTION(0xcfe2f7),
    /** Pooling of any kind. */
    POOL(0xf9d9cf),
    /** Where branches come together. */
    JOIN(0xfbefb8),
    /** Fully connected. */
    DENSE(0xd9efd0),
    /** Local response normalisation. */
    NORM(0xe6d9f2),
    /** The loss and its probabilities. */
    OUTPUT(0xe8e8e8),
    /** Changes of shape without arithmetic. */
    RESHAPE(0xf4f4f4),
    /** Normalisation, activation and dropout, which come along with other boxes. */
    POINTWISE(0xffffff);

    private final int colour;

    Kind(int colour) {
        this.colour = colour;
    }

    /** Red, green and blue. */
    int colour() {
        return colour;
    }

    static Kind of(Node node) {
        Op op = node.op();
        if (op instanceof Op.Input) {
            return INPUT;
        }
        if (op instanceof Conv) {
            return CONVOLUTION;
        }
        if (op instanceof Pool || op instanceof Op.GlobalAveragePool || op instanceof Op.AdaptiveAveragePool) {
            return POOL;
        }
        if (op instanceof Op.Add || op instanceof Op.Concat) {
            return JOIN;
        }
        if (op instanceof Op.Dense) {
            return DENSE;
        }
        if (op instanceof Op.LocalResponseNorm) {
            return NORM;
        }
        if (op instanceof Op.Loss) {
            return OUTPUT;
        }
        boolean pointwise = op instanceof Op.BatchNorm || op instanceof Op.Activate || op instanceof Op.Dropout;
        return pointwise ? POINTWISE : RESHAPE;
    }
}
