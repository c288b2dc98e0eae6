package org.bestiary.zoo.torch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of pickles, one after the other, and how many of them there may be. */
final class PickleInput {
    private static final int LONGEST_LINE = 1000;

    private final InputStream in;
    private final long most;
    private long position;

    /**
     * @param in the bytes, buffered
     * @param most how many may be read
     */
    PickleInput(InputStream in, long most) {
        this.in = in;
        this.most = most;
    }

    /** Bytes read so far. */
    long position() {
        return position;
    }

    private void need(long count) {
        if (count < 0 || count > most - position) {
            throw new PickleException("its pickle asks for " + Long.toUnsignedString(count) + " bytes at byte "
                    + position + " where it may have " + (most - position) + "; it is cut off, or damaged");
        }
    }

    byte[] bytes(long count) throws IOException {
        need(count);
        byte[] bytes = in.readNBytes((int) count);
        position += bytes.length;
        if (bytes.length < count) {
            throw new PickleException("its pickle ends at byte " + position + ", in the middle; it is cut off");
        }
        return bytes;
    }

    private ByteBuffer buffer(int count) throws IOException {
        return ByteBuffer.wrap(bytes(count)).order(ByteOrder.LITTLE_ENDIAN);
    }

    int u1() throws IOException {
        need(1);
        int b = in.read();
        if (b < 0) {
            throw new PickleException("its pickle ends at byte " + position + ", in the middle; it is cut off");
        }
        position++;
        return b;
    }

    int u2() throws IOException {
        return Short.toUnsignedInt(buffer(2).getShort());
    }

    int s4() throws IOException {
        return buffer(4).getInt();
    }

    long u4() throws IOException {
        return Integer.toUnsignedLong(s4());
    }

    long s8() throws IOException {
        return buffer(8).getLong();
    }

    double bigEndianDouble() throws IOException {
        return buffer(8).order(ByteOrder.BIG_ENDIAN).getDouble();
    }

    /** Up to the end of the line, without it. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = u1(); b != '\n'; b = u1()) {
            if (line.length() == LONGEST_LINE) {
                throw new PickleException("its pickle has a name of more than " + LONGEST_LINE + " bytes");
            }
            line.append((char) b);
        }
        return line.toString();
    }

    String utf8(long length) throws IOException {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    /** A text of Python 2, whose bytes had no character set. */
    String latin1(long length) throws IOException {
        return new String(bytes(length), StandardCharsets.ISO_8859_1);
    }
}
