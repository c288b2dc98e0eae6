package org.bestiary.zoo.kernel;

import java.util.Arrays;

/**
 * A strided copy of a block of up to five axes, in elements.
 *
 * @param sizes the block's sizes
 * @param fromStrides steps in the source
 * @param fromOffset first element in the source
 * @param toStrides steps in the destination
 * @param toOffset first element in the destination
 */
public record CopyShape(long[] sizes, long[] fromStrides, long fromOffset, long[] toStrides, long toOffset) {

    @Override
    public boolean equals(Object other) {
        return other instanceof CopyShape that
                && Arrays.equals(sizes, that.sizes)
                && Arrays.equals(fromStrides, that.fromStrides)
                && fromOffset == that.fromOffset
                && Arrays.equals(toStrides, that.toStrides)
                && toOffset == that.toOffset;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new long[] {
            Arrays.hashCode(sizes), Arrays.hashCode(fromStrides), fromOffset, Arrays.hashCode(toStrides), toOffset
        });
    }

    @Override
    public String toString() {
        return "copy " + Arrays.toString(sizes) + " from " + fromOffset + Arrays.toString(fromStrides) + " to "
                + toOffset + Arrays.toString(toStrides);
    }

    /** The same elements the other way: the gradient of a copy that names each source element once. */
    public CopyShape reversed() {
        return new CopyShape(sizes, toStrides, toOffset, fromStrides, fromOffset);
    }
}
