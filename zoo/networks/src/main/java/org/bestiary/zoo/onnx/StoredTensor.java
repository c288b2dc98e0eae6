package org.bestiary.zoo.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.torch.NumberType;

/**
 * An initialiser in a file, where it lies.
 *
 * @param name what nodes call it
 * @param type of its numbers; empty for texts and the like, which are never read
 * @param shape its sizes
 * @param numbers its numbers in row-major order, little-endian
 */
record StoredTensor(String name, Optional<NumberType> type, List<Long> shape, ByteBuffer numbers) {
    private static final int LONGEST_NAME = 1_000;
    private static final int MOST_DIMENSIONS = 16;
    private static final int EXTERNAL = 1;

    private static final Map<Integer, NumberType> TYPES = Map.of(
            1,
            NumberType.FLOAT,
            10,
            NumberType.HALF,
            11,
            NumberType.DOUBLE,
            16,
            NumberType.BFLOAT16,
            7,
            NumberType.LONG);

    /** Whether it holds weights, and not sizes or indices. */
    boolean isDecimal() {
        return type.isPresent() && type.get() != NumberType.LONG;
    }

    /**
     * Reads the message of a tensor.
     *
     * @throws ZooException if it makes no sense, or its numbers are in another file
     */
    static StoredTensor read(ProtoReader message) {
        String name = "";
        int type = 0;
        List<Long> shape = new ArrayList<>();
        ByteBuffer raw = ByteBuffer.allocate(0);
        long[] halves = {};
        boolean external = false;
        while (message.next()) {
            switch (message.field()) {
                case 1 -> sizes(message, shape);
                case 2 -> type = (int) message.number();
                case 4, 9, 10 -> raw = message.bytes();
                case 5 ->
                    halves = message.isNumber()
                            ? new long[] {message.number()}
                            : ProtoReader.packed(message.bytes(), Integer.MAX_VALUE);
                case 8 -> name = message.text(LONGEST_NAME);
                case 13 -> {
                    external = true;
                    message.skip();
                }
                case 14 -> external |= message.number() == EXTERNAL;
                default -> message.skip();
            }
        }
        if (external) {
            throw new ZooException("the tensor '" + name + "' lies in another file (external data), and only what is in"
                    + " the file itself is read; save the model as one file");
        }
        Optional<NumberType> known = Optional.ofNullable(TYPES.get(type));
        if (halves.length > 0) {
            raw = shorts(halves);
        }
        checkLength(name, known, shape, raw);
        return new StoredTensor(name, known, List.copyOf(shape), raw);
    }

    private static void sizes(ProtoReader message, List<Long> shape) {
        long[] sizes = message.isNumber()
                ? new long[] {message.number()}
                : ProtoReader.packed(message.bytes(), MOST_DIMENSIONS);
        for (long size : sizes) {
            if (size < 0 || shape.size() == MOST_DIMENSIONS) {
                throw new ZooException("a tensor has a negative size, or more than " + MOST_DIMENSIONS);
            }
            shape.add(size);
        }
    }

    /** Numbers of 16 bits may be stored as whole numbers. */
    private static ByteBuffer shorts(long[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putShort((short) value);
        }
        return bytes.flip();
    }

    private static void checkLength(String name, Optional<NumberType> type, List<Long> shape, ByteBuffer raw) {
        if (type.isEmpty() || type.get() == NumberType.LONG) {
            return;
        }
        long count = 1;
        for (long size : shape) {
            // Held against the bytes at once, so that no product overflows.
            count = size == 0 ? 0 : count > raw.remaining() / size ? -1 : count * size;
            if (count < 0) {
                break;
            }
        }
        if (count * type.get().width() != raw.remaining()) {
            throw new ZooException(
                    "the tensor '" + name + "' of shape " + shape + " cannot have " + raw.remaining() + " bytes");
        }
    }

    /** Reads so many numbers as 32-bit floats. */
    void read(long from, float[] to) {
        NumberType kind = type.orElseThrow();
        long begin = from * kind.width();
        kind.read(numbers.slice((int) begin, to.length * kind.width()).order(ByteOrder.LITTLE_ENDIAN), to);
    }
}
