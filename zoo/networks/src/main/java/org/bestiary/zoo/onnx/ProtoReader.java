package org.bestiary.zoo.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bestiary.zoo.ZooException;

/**
 * Reads the fields of one message in the wire format of protocol buffers, where it lies in a file. Every length is held
 * against the bytes that are there, and nothing is copied but short texts.
 */
final class ProtoReader {
    private static final int LONGEST_VARINT = 10;

    private final ByteBuffer bytes;
    private int field;
    private int wire;

    ProtoReader(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Goes to the next field, whose value must be read or skipped before the next call.
     *
     * @return false at the end of the message
     */
    boolean next() {
        if (!bytes.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wire = (int) (tag & 7);
        if (tag >>> 3 < 1 || tag >>> 3 > 0x1FFFFFFF) {
            throw damaged();
        }
        return true;
    }

    /** Number of the field. */
    int field() {
        return field;
    }

    /** Whether the field is one whole number. */
    boolean isNumber() {
        return wire == ProtoWriter.VARINT;
    }

    /** The field's whole number. */
    long number() {
        if (wire != ProtoWriter.VARINT) {
            throw damaged();
        }
        return varint();
    }

    /** The field's 32-bit float. */
    float decimal() {
        if (wire != ProtoWriter.FIXED32 || bytes.remaining() < Float.BYTES) {
            throw damaged();
        }
        return bytes.getFloat();
    }

    /** The field's bytes, where they lie. */
    ByteBuffer bytes() {
        if (wire != ProtoWriter.LENGTH) {
            throw damaged();
        }
        long length = varint();
        if (length < 0 || length > bytes.remaining()) {
            throw damaged();
        }
        ByteBuffer part = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return part;
    }

    /** The message in the field. */
    ProtoReader message() {
        return new ProtoReader(bytes());
    }

    /** The field's text, of at most so many bytes. */
    String text(int most) {
        ByteBuffer part = bytes();
        if (part.remaining() > most) {
            throw new ZooException(
                    "a text has " + part.remaining() + " bytes, more than the " + most + " that are read");
        }
        return StandardCharsets.UTF_8.decode(part).toString();
    }

    /** Passes over the field's value. */
    void skip() {
        switch (wire) {
            case ProtoWriter.VARINT -> varint();
            case ProtoWriter.LENGTH -> bytes();
            case ProtoWriter.FIXED32 -> skip(Integer.BYTES);
            case ProtoWriter.FIXED64 -> skip(Long.BYTES);
            default -> throw damaged();
        }
    }

    private void skip(int count) {
        if (bytes.remaining() < count) {
            throw damaged();
        }
        bytes.position(bytes.position() + count);
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            if (!bytes.hasRemaining()) {
                throw damaged();
            }
            byte b = bytes.get();
            value |= (long) (b & 0x7F) << 7 * i;
            if (b >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    /** The whole numbers that the rest of these bytes are. */
    static long[] packed(ByteBuffer bytes, int most) {
        ProtoReader reader = new ProtoReader(bytes);
        long[] values = new long[Math.min(most, bytes.remaining())];
        int count = 0;
        while (reader.bytes.hasRemaining()) {
            if (count == values.length) {
                throw damaged();
            }
            values[count++] = reader.varint();
        }
        return Arrays.copyOf(values, count);
    }

    private static ZooException damaged() {
        return new ZooException("a part of it is longer than the file, or is none; it may be cut off");
    }
}
