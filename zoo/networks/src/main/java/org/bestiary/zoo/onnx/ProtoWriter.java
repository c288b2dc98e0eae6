package org.bestiary.zoo.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** One message in the wire format of protocol buffers: fields in the order in which they are added. */
final class ProtoWriter {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int FIXED32 = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A whole number. */
    ProtoWriter number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    /** A 32-bit float. */
    ProtoWriter decimal(int field, double value) {
        tag(field, FIXED32);
        bytes.writeBytes(ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat((float) value)
                .array());
        return this;
    }

    /** A text. */
    ProtoWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A message in the message. */
    ProtoWriter message(int field, ProtoWriter value) {
        return bytes(field, value.toBytes());
    }

    /** Bytes as they are. */
    ProtoWriter bytes(int field, byte[] value) {
        head(field, value.length);
        bytes.writeBytes(value);
        return this;
    }

    /** The tag and the length of a field whose bytes come after this message's. */
    ProtoWriter head(int field, long length) {
        tag(field, LENGTH);
        varint(length);
        return this;
    }

    /** What was added so far. */
    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private void tag(int field, int wire) {
        varint((long) field << 3 | wire);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
