package org.bestiary.zoo.torch;

import java.util.List;

/**
 * A view of a storage: the number at (i, j, ...) is number {@code offset + i * strides[0] + j * strides[1] + ...}.
 *
 * @param storage its numbers
 * @param offset index of the first one
 * @param shape sizes, outermost first; empty for a single number
 * @param strides steps in the storage, one for each axis
 */
record TorchTensor(TorchStorage storage, long offset, List<Long> shape, List<Long> strides) {
    /** torch's own limit. */
    private static final int MOST_DIMENSIONS = 64;

    TorchTensor {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
        if (shape.size() != strides.size() || shape.size() > MOST_DIMENSIONS || offset < 0) {
            throw new PickleException("a tensor has " + shape.size() + " sizes, " + strides.size()
                    + " strides and begins at number " + offset);
        }
        for (int i = 0; i < shape.size(); i++) {
            if (shape.get(i) < 0 || strides.get(i) < 0) {
                throw new PickleException("a tensor has shape " + shape + " and strides " + strides);
            }
        }
        try {
            count(shape);
            if (end(offset, shape, strides) > storage.length()) {
                throw new PickleException(
                        "a tensor of shape " + shape + ", strides " + strides + " and offset " + offset
                                + " reaches beyond the " + storage.length() + " numbers of its storage "
                                + PickleException.shown(storage.key()));
            }
        } catch (ArithmeticException e) {
            throw new PickleException(
                    "a tensor of shape " + shape + " and strides " + strides + " is larger than any file");
        }
    }

    private static long count(List<Long> shape) {
        // A size of zero must not hide the product of the others.
        long count = shape.stream().mapToLong(n -> Math.max(1, n)).reduce(1, Math::multiplyExact);
        return shape.contains(0L) ? 0 : count;
    }

    private static long end(long offset, List<Long> shape, List<Long> strides) {
        if (shape.contains(0L)) {
            return offset;
        }
        long last = offset;
        for (int i = 0; i < shape.size(); i++) {
            last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
        }
        return Math.addExact(last, 1);
    }

    /** How many numbers it has. */
    long count() {
        return count(shape);
    }

    /** One behind the index of the last number in the storage. */
    long end() {
        return end(offset, shape, strides);
    }

    /** Whether its numbers lie one after the other, in row-major order. */
    boolean contiguous() {
        long step = 1;
        for (int i = shape.size() - 1; i >= 0; i--) {
            if (shape.get(i) > 1 && strides.get(i) != step) {
                return false;
            }
            step *= shape.get(i);
        }
        return true;
    }

    /** Index in the storage, counted from {@link #offset()}, of a number in row-major order. */
    long place(long number) {
        long left = number;
        long place = 0;
        for (int i = shape.size() - 1; i >= 0; i--) {
            place += left % shape.get(i) * strides.get(i);
            left /= shape.get(i);
        }
        return place;
    }
}
