package org.bestiary.zoo.torch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteOrder;

/** The storages of a file, whatever its form. */
interface Records extends Closeable {
    /** The pickle's value. */
    Object root();

    /** The order of bytes in all numbers. */
    ByteOrder order();

    /**
     * Whether a storage is there, whole.
     *
     * @throws PickleException if it is not
     */
    void check(TorchStorage storage) throws IOException;

    /**
     * Reads part of a storage that was checked.
     *
     * @param key its name
     * @param from first byte
     * @param count bytes
     */
    byte[] read(String key, long from, int count) throws IOException;
}
