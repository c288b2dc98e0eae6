package org.bestiary.datasets.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.store.Checksum;

/**
 * The first bytes of a cache file: magic and version, five big-endian sizes, SHA-256 of the stamp, SHA-256 of the table,
 * CRC-32 of all before; zeros up to {@value #BYTES}. Pixels follow, then labels of four bytes each.
 */
record CacheHeader(int count, ImageShape shape, int classes, String stampSha256, String tableSha256) {
    static final int BYTES = 4096;
    private static final long MAGIC = 0x42535459_494D4731L; // "BSTYIMG1"; another format gets another number
    private static final int USED = Long.BYTES + 5 * Integer.BYTES + 64;

    static String hash(String stamp) {
        return Checksum.of(stamp.getBytes(StandardCharsets.UTF_8));
    }

    long pixelBytes() {
        return (long) count * shape.values();
    }

    long fileBytes() {
        return BYTES + pixelBytes() + (long) count * Integer.BYTES;
    }

    ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(MAGIC)
                .putInt(count)
                .putInt(shape.channels())
                .putInt(shape.height())
                .putInt(shape.width())
                .putInt(classes)
                .put(HexFormat.of().parseHex(stampSha256))
                .put(HexFormat.of().parseHex(tableSha256));
        return bytes.putInt(crc(bytes.array())).position(BYTES).flip();
    }

    /** Reads a header if it is one, undamaged, and of a file with this stamp. */
    static Optional<CacheHeader> read(FileChannel file, String stamp) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, bytes.position()) < 0) {
                return Optional.empty();
            }
        }
        bytes.flip();
        if (bytes.getInt(USED) != crc(bytes.array()) || bytes.getLong() != MAGIC) {
            return Optional.empty();
        }
        int count = bytes.getInt();
        ImageShape shape = new ImageShape(bytes.getInt(), bytes.getInt(), bytes.getInt());
        int classes = bytes.getInt();
        byte[] hash = new byte[32];
        bytes.get(hash);
        String stampSha256 = HexFormat.of().formatHex(hash);
        bytes.get(hash);
        CacheHeader header = new CacheHeader(
                count, shape, classes, stampSha256, HexFormat.of().formatHex(hash));
        return stampSha256.equals(hash(stamp)) ? Optional.of(header) : Optional.empty();
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, USED);
        return (int) crc.getValue();
    }
}
