package org.bestiary.datasets.memory;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bestiary.datasets.ImageTable;

/**
 * The identity of a table: SHA-256 over five big-endian 32-bit numbers (count, channels, height, width, classes), all
 * labels as 32-bit numbers, then all pixels; numbers that are no pixels as 32-bit floats, big-endian. It does not depend
 * on how the table is stored.
 */
public final class TableDigest {
    private static final int CHUNK_IMAGES = 256;

    private TableDigest() {}

    /**
     * The digest of a table.
     *
     * @param table is read once, from the first image to the last
     * @return 64 hexadecimal digits
     */
    public static String of(ImageTable table) {
        MessageDigest digest = sha256();
        digest.update(ByteBuffer.allocate(5 * Integer.BYTES)
                .putInt(table.count())
                .putInt(table.shape().channels())
                .putInt(table.shape().height())
                .putInt(table.shape().width())
                .putInt(table.classes())
                .flip());
        ByteBuffer labels = ByteBuffer.allocate(table.count() * Integer.BYTES);
        for (int i = 0; i < table.count(); i++) {
            labels.putInt(table.label(i));
        }
        digest.update(labels.flip());
        if (table.numeric()) {
            numbers(table, digest);
        } else {
            pixels(table, digest);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void numbers(ImageTable table, MessageDigest digest) {
        float[] numbers = new float[table.shape().values()];
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
        for (int i = 0; i < table.count(); i++) {
            table.readNumbers(i, numbers, 0);
            bytes.clear();
            bytes.asFloatBuffer().put(numbers);
            digest.update(bytes);
        }
    }

    private static void pixels(ImageTable table, MessageDigest digest) {
        int size = table.shape().values();
        int images = Math.max(1, Math.min(CHUNK_IMAGES, (1 << 20) / size));
        byte[] chunk = new byte[images * size];
        for (int from = 0; from < table.count(); from += images) {
            int here = Math.min(images, table.count() - from);
            for (int i = 0; i < here; i++) {
                table.read(from + i, chunk, i * size);
            }
            digest.update(chunk, 0, here * size);
        }
    }

    static String ofAll(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            digest.update(HexFormat.of().parseHex(part));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
