package org.bestiary.zoo.plot;

import org.bestiary.zoo.op.OpKind;

/** The colours of boxes. */
final class Colours {
    private Colours() {}

    /** Red, green and blue of a kind of operation. */
    static int of(OpKind kind) {
        return switch (kind) {
            case INPUT, OUTPUT -> 0xe8e8e8;
            case CONVOLUTION -> 0xcfe2f7;
            case POOL -> 0xf9d9cf;
            case JOIN -> 0xfbefb8;
            case DENSE -> 0xd9efd0;
            case NORM -> 0xe6d9f2;
            case RESHAPE -> 0xf4f4f4;
            case POINTWISE -> 0xffffff;
        };
    }
}
