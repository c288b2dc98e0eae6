package org.bestiary.zoo.torch;

/**
 * A row of numbers in a file, which several tensors may share.
 *
 * @param type its numbers
 * @param key its name in the file
 * @param count numbers in the file's record
 * @param first index of this storage's first number in the record; above 0 for a part of another storage
 * @param length numbers from there on
 */
record TorchStorage(NumberType type, String key, long count, long first, long length) {
    TorchStorage {
        if (count < 0 || first < 0 || length < 0 || first > count || length > count - first) {
            throw new PickleException("its storage " + PickleException.shown(key) + " has " + length + " numbers from "
                    + first + " on of " + count);
        }
        if (count > Long.MAX_VALUE / Double.BYTES) {
            throw new PickleException("its storage " + PickleException.shown(key) + " is larger than any file");
        }
    }
}
