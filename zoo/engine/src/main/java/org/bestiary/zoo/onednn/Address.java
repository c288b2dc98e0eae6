package org.bestiary.zoo.onednn;

import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A pointer whose target can be changed, so that no object is made per call. */
final class Address extends Pointer {

    /** Points to an address. */
    Address at(long target) {
        this.address = target;
        return this;
    }

    /**
     * The address of an array's first element. The buffer's own {@code address()} is the base of what a view looks into, and
     * its {@code addressPointer()} is right but makes several objects per call.
     */
    static long of(INDArray array) {
        return array.data().pointer().address() + array.offset() * Float.BYTES;
    }
}
