package org.bestiary.common.image;

import java.util.Arrays;

/**
 * A file and the pixels that it holds.
 *
 * @param name that it is stored by
 * @param file its bytes
 * @param width of the result
 * @param tolerance by how much values may be off
 * @param pixels red, green, blue
 */
@SuppressWarnings("ArrayRecordComponent") // compared element by element
record Sample(String name, byte[] file, int width, int tolerance, int[] pixels) {
    /** Exact grey values. */
    static Sample grey(String name, byte[] file, int width, int... values) {
        return new Sample(
                name,
                file,
                width,
                0,
                Arrays.stream(values)
                        .flatMap(value -> Arrays.stream(new int[] {value, value, value}))
                        .toArray());
    }

    /** Exact values. */
    static Sample colour(String name, byte[] file, int width, int... values) {
        return new Sample(name, file, width, 0, values);
    }

    /** One colour everywhere. */
    static Sample flat(String name, byte[] file, int width, int height, int tolerance, int... pixel) {
        int[] all = new int[width * height * 3];
        for (int i = 0; i < all.length; i++) {
            all[i] = pixel[i % 3];
        }
        return new Sample(name, file, width, tolerance, all);
    }

    @Override
    public String toString() {
        return name;
    }
}
