package org.bestiary.zoo.torch;

import java.nio.ByteBuffer;

/** Kinds of number in a file of weights, and how each becomes a 32-bit float. */
public enum NumberType {
    /** IEEE 754, 64 bits; rounded to the nearest float. */
    DOUBLE(8),
    /** IEEE 754, 32 bits. */
    FLOAT(4),
    /** IEEE 754, 16 bits. */
    HALF(2),
    /** The upper half of a 32-bit float. */
    BFLOAT16(2),
    /** A whole number of 64 bits. */
    LONG(8),
    /** A whole number of 32 bits. */
    INT(4),
    /** A whole number of 16 bits. */
    SHORT(2),
    /** A whole number of 8 bits, with a sign. */
    CHAR(1),
    /** A whole number from 0 to 255. */
    BYTE(1),
    /** 0 or 1. */
    BOOL(1);

    private final int width;

    NumberType(int width) {
        this.width = width;
    }

    /** Bytes of one number. */
    public int width() {
        return width;
    }

    /** The next numbers of a buffer, in its byte order, until the array is full. */
    public void read(ByteBuffer from, float[] to) {
        if (this == FLOAT) {
            from.asFloatBuffer().get(to);
            return;
        }
        for (int i = 0; i < to.length; i++) {
            to[i] = next(from);
        }
    }

    private float next(ByteBuffer from) {
        return switch (this) {
            case DOUBLE -> (float) from.getDouble();
            case FLOAT -> from.getFloat();
            case HALF -> half(from.getShort());
            case BFLOAT16 -> Float.intBitsToFloat(from.getShort() << 16);
            case LONG -> from.getLong();
            case INT -> from.getInt();
            case SHORT -> from.getShort();
            case CHAR -> from.get();
            case BYTE, BOOL -> Byte.toUnsignedInt(from.get());
        };
    }

    /** An IEEE 754 half as a float: 1 bit sign, 5 exponent, 10 fraction. */
    private static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            // Zero and the numbers below 2^-14: fraction times 2^-24.
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
