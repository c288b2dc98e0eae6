package org.bestiary.common.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Writes TIFF files, and EXIF blocks, which are laid out alike. */
final class TiffBytes {
    private final ByteOrder order;
    private final TreeMap<Integer, int[]> entries = new TreeMap<>();
    private byte[] data = {};

    private TiffBytes(ByteOrder order) {
        this.order = order;
    }

    /** An EXIF block with an orientation. */
    static byte[] exif(int orientation, ByteOrder order) {
        return new TiffBytes(order).set(TiffDirectory.ORIENTATION, orientation).file();
    }

    /** An image of one strip. */
    static TiffBytes image(int width, int height, int photometric, int bits, int samples, byte... data) {
        TiffBytes tiff = new TiffBytes(ByteOrder.LITTLE_ENDIAN);
        int[] each = new int[samples];
        Arrays.fill(each, bits);
        tiff.data = data;
        return tiff.set(TiffDirectory.WIDTH, width)
                .set(TiffDirectory.HEIGHT, height)
                .set(TiffDirectory.BITS, each)
                .set(TiffDirectory.COMPRESSION, 1)
                .set(TiffDirectory.PHOTOMETRIC, photometric)
                .set(TiffDirectory.SAMPLES, samples)
                .set(278, height)
                .set(TiffDirectory.STRIP_BYTES, data.length)
                .set(TiffDirectory.STRIP_OFFSETS, 8);
    }

    /** Two-byte numbers; larger ones are written with four. */
    TiffBytes set(int tag, int... values) {
        entries.put(tag, values);
        return this;
    }

    byte[] file() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int directory = 8 + data.length + data.length % 2;
        out.writeBytes(number(4, order == ByteOrder.LITTLE_ENDIAN ? 0x002A4949 : 0x4D4D002A));
        out.writeBytes(number(4, directory));
        out.writeBytes(data);
        out.writeBytes(new byte[data.length % 2]);
        out.writeBytes(number(2, entries.size()));
        int behind = directory + 2 + 12 * entries.size() + 4;
        ByteArrayOutputStream outside = new ByteArrayOutputStream();
        for (Map.Entry<Integer, int[]> entry : entries.entrySet()) {
            boolean wide = Arrays.stream(entry.getValue()).anyMatch(value -> value > 0xFFFF || value < 0);
            ByteArrayOutputStream values = new ByteArrayOutputStream();
            for (int value : entry.getValue()) {
                values.writeBytes(number(wide ? 4 : 2, value));
            }
            out.writeBytes(number(2, entry.getKey()));
            out.writeBytes(number(2, wide ? 4 : 3));
            out.writeBytes(number(4, entry.getValue().length));
            if (values.size() <= 4) {
                values.writeBytes(new byte[4 - values.size()]);
                out.writeBytes(values.toByteArray());
            } else {
                out.writeBytes(number(4, behind + outside.size()));
                outside.writeBytes(values.toByteArray());
            }
        }
        out.writeBytes(number(4, 0));
        out.writeBytes(outside.toByteArray());
        return out.toByteArray();
    }

    private byte[] number(int size, int value) {
        ByteBuffer buffer = ByteBuffer.allocate(size).order(order);
        return (size == 2 ? buffer.putShort((short) value) : buffer.putInt(value)).array();
    }
}
