package org.bestiary.reports.h2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * How H2 2 stores a row: value after value, each with a byte before it that tells its type, or for small ones the value. Only
 * the types are known that stores ever had.
 */
final class RowType extends BasicDataType<Row> {
    private static final int NULL = 0;
    private static final int INTEGER = 4;
    private static final int BIGINT = 5;
    private static final int DOUBLE = 7;
    private static final int VARCHAR = 13;
    private static final int CLOB = 16;
    private static final int CHAR = 21;
    private static final int SMALL_INTEGERS = 32;
    private static final int SMALL_BIGINTS = 48;
    private static final int DOUBLE_ZERO = 60;
    private static final int DOUBLE_ONE = 61;
    private static final int FALSE = 64;
    private static final int TRUE = 65;
    private static final int NEGATIVE_INTEGER = 66;
    private static final int NEGATIVE_BIGINT = 67;
    private static final int SHORT_TEXTS = 68;
    private static final int AFTER_SHORT_TEXTS = 100;
    private static final int TIMESTAMP_WITH_ZONE = 135;

    private static final int KEPT_APART = -3;
    private static final int QUARTER_OF_AN_HOUR = 900;

    private final int columns;

    RowType(int columns) {
        this.columns = columns;
    }

    @Override
    public Row read(ByteBuffer buffer) {
        Object[] values = new Object[columns];
        for (int i = 0; i < columns; i++) {
            values[i] = value(buffer);
        }
        return new Row(values);
    }

    private static Object value(ByteBuffer buffer) {
        int type = buffer.get() & 0xff;
        return switch (type) {
            case NULL -> Optional.empty();
            case FALSE -> false;
            case TRUE -> true;
            case INTEGER -> (long) DataUtils.readVarInt(buffer);
            case NEGATIVE_INTEGER -> (long) -DataUtils.readVarInt(buffer);
            case BIGINT -> DataUtils.readVarLong(buffer);
            case NEGATIVE_BIGINT -> -DataUtils.readVarLong(buffer);
            case DOUBLE -> Double.longBitsToDouble(Long.reverse(DataUtils.readVarLong(buffer)));
            case DOUBLE_ZERO -> 0.0;
            case DOUBLE_ONE -> 1.0;
            case VARCHAR, CHAR -> text(buffer, DataUtils.readVarInt(buffer));
            case CLOB -> longText(buffer);
            case TIMESTAMP_WITH_ZONE -> time(buffer);
            default -> small(buffer, type);
        };
    }

    private static Object small(ByteBuffer buffer, int type) {
        if (type >= SMALL_INTEGERS && type < SMALL_BIGINTS) {
            return (long) type - SMALL_INTEGERS;
        }
        if (type >= SMALL_BIGINTS && type < SMALL_BIGINTS + 8) {
            return (long) type - SMALL_BIGINTS;
        }
        if (type >= SHORT_TEXTS && type < AFTER_SHORT_TEXTS) {
            return text(buffer, type - SHORT_TEXTS);
        }
        throw new IllegalArgumentException("a value must be of a type that stores have, got type " + type);
    }

    private static Object longText(ByteBuffer buffer) {
        int length = DataUtils.readVarInt(buffer);
        if (length == KEPT_APART) {
            DataUtils.readVarInt(buffer);
            long number = DataUtils.readVarLong(buffer);
            DataUtils.readVarLong(buffer);
            DataUtils.readVarLong(buffer);
            return new Row.LongText(number);
        }
        String text = new String(bytes(buffer, length), StandardCharsets.UTF_8);
        DataUtils.readVarLong(buffer);
        return text;
    }

    private static Object time(ByteBuffer buffer) {
        long date = DataUtils.readVarLong(buffer);
        long nanos = DataUtils.readVarLong(buffer) * 1_000_000 + DataUtils.readVarInt(buffer);
        int zone = buffer.get();
        int seconds = zone == Byte.MAX_VALUE
                ? DataUtils.readVarInt(buffer)
                : zone == Byte.MIN_VALUE ? -DataUtils.readVarInt(buffer) : zone * QUARTER_OF_AN_HOUR;
        return OffsetDateTime.of(
                        LocalDate.of(Math.toIntExact(date >> 9), (int) (date >> 5) & 15, (int) date & 31),
                        LocalTime.ofNanoOfDay(nanos),
                        ZoneOffset.ofTotalSeconds(seconds))
                .toInstant();
    }

    /** So many characters, which must be there. */
    private static String text(ByteBuffer buffer, int length) {
        return DataUtils.readString(buffer, checked(buffer, length));
    }

    /** So many bytes, which must be there. */
    static byte[] bytes(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[checked(buffer, length)];
        buffer.get(bytes);
        return bytes;
    }

    private static int checked(ByteBuffer buffer, int length) {
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException("a length must be that of what is there, got " + length);
        }
        return length;
    }

    @Override
    public int getMemory(Row row) {
        return columns * Long.BYTES;
    }

    @Override
    public void write(WriteBuffer buffer, Row row) {
        throw new UnsupportedOperationException("the file is only read");
    }

    @Override
    public Row[] createStorage(int size) {
        return new Row[size];
    }
}
