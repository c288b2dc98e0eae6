package org.bestiary.common.image;

import javax.imageio.stream.ImageInputStreamImpl;

/** The bytes of a file for a reader of the platform. Does not tell its length, which some readers guess limits from. */
final class MemoryStream extends ImageInputStreamImpl {
    private final byte[] bytes;

    MemoryStream(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= bytes.length) {
            return -1;
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, into, offset, count);
        streamPos += count;
        return count;
    }
}
