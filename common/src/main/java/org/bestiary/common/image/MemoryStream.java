package org.bestiary.common.image;

import java.io.IOException;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStreamImpl;

/** The bytes of a file for a reader of the platform. Does not tell its length, which some readers guess limits from. */
final class MemoryStream extends ImageInputStreamImpl {
    private final byte[] bytes;
    private final int zeros;

    MemoryStream(byte[] bytes) {
        this(bytes, 0);
    }

    /**
     * Bytes with some zeros behind them, for readers that look ahead.
     *
     * @param zeros how many; a reader that goes to one of them has used more than there is, and is stopped
     */
    MemoryStream(byte[] bytes, int zeros) {
        this.bytes = bytes;
        this.zeros = zeros;
    }

    @Override
    public void seek(long position) throws IOException {
        if (position > bytes.length) {
            throw Undecodable.cutOff();
        }
        super.seek(position);
    }

    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            if (streamPos >= bytes.length + zeros) {
                return -1;
            }
            streamPos++;
            return 0;
        }
        return bytes[(int) streamPos++] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= bytes.length + zeros) {
            return -1;
        }
        int count = (int) Math.min(length, bytes.length + zeros - streamPos);
        int real = (int) Math.max(0, Math.min(count, bytes.length - streamPos));
        System.arraycopy(bytes, (int) Math.min(streamPos, bytes.length), into, offset, real);
        Arrays.fill(into, offset + real, offset + count, (byte) 0);
        streamPos += count;
        return count;
    }
}
