package org.bestiary.common.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The first directory of a TIFF file: entries that say how the pixels are stored. */
final class TiffDirectory {
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int STRIP_OFFSETS = 273;
    static final int ORIENTATION = 274;
    static final int SAMPLES = 277;
    static final int STRIP_BYTES = 279;
    static final int COLOUR_MAP = 320;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    static final int TILE_OFFSETS = 324;
    static final int TILE_BYTES = 325;
    static final int INK_SET = 332;
    static final int EXTRA_SAMPLES = 338;
    static final int SAMPLE_FORMAT = 339;
    static final int PROFILE = 34_675;
    private static final int JPEG_TABLES = 347;

    /** What the pixels depend on, and nothing that leads elsewhere in the file. */
    private static final Set<Integer> NEEDED = Set.of(
            WIDTH,
            HEIGHT,
            BITS,
            COMPRESSION,
            PHOTOMETRIC,
            266,
            STRIP_OFFSETS,
            SAMPLES,
            278,
            STRIP_BYTES,
            284,
            292,
            293,
            317,
            COLOUR_MAP,
            TILE_WIDTH,
            TILE_HEIGHT,
            TILE_OFFSETS,
            TILE_BYTES,
            INK_SET,
            334,
            EXTRA_SAMPLES,
            SAMPLE_FORMAT,
            JPEG_TABLES,
            512,
            513,
            514,
            515,
            519,
            520,
            521,
            529,
            530,
            531,
            532);

    private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
    private static final int ENTRY = 12;
    /** More numbers in an entry than the largest image has tiles of 16x16 pixels, in planes. */
    private static final int MOST = 4_000_000;

    private final Bytes bytes;
    private final TreeMap<Integer, Long> entries = new TreeMap<>();
    private final boolean several;

    /**
     * Reads the directory.
     *
     * @throws Undecodable if it reaches beyond the file
     */
    TiffDirectory(byte[] file) {
        bytes = new Bytes(file, file[0] == 'I');
        long at = bytes.u32(4);
        int count = bytes.u16(at);
        for (int i = 0; i < count; i++) {
            long entry = at + 2 + (long) ENTRY * i;
            entries.putIfAbsent(bytes.u16(entry), entry);
        }
        long next = at + 2 + (long) ENTRY * count;
        several = next + 4 <= file.length && bytes.u32(next) != 0;
    }

    /** Whether further directories follow. */
    boolean several() {
        return several;
    }

    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** The first number of an entry, or what is taken without it. */
    long number(int tag, long otherwise) {
        return has(tag) && count(tag) > 0 ? number(tag, 0) : otherwise;
    }

    /** All numbers of an entry; none without it. */
    List<Long> numbers(int tag) {
        return has(tag)
                ? IntStream.range(0, (int) count(tag))
                        .mapToObj(i -> number(tag, i))
                        .toList()
                : List.of();
    }

    private long count(int tag) {
        long entry = entries.get(tag);
        long count = bytes.u32(entry + 4);
        place(entry); // all of it lies within the file
        if (count > MOST) {
            throw Undecodable.damaged("entry " + tag + " of its directory has " + count + " numbers");
        }
        return count;
    }

    private long number(int tag, int index) {
        long entry = entries.get(tag);
        int type = bytes.u16(entry + 2);
        long at = place(entry) + (long) index * size(entry);
        return switch (type) {
            case 1 -> bytes.u8(at);
            case 3 -> bytes.u16(at);
            case 4, 13 -> bytes.u32(at);
            default -> throw Undecodable.damaged("entry " + tag + " of its directory is no whole number");
        };
    }

    private int size(long entry) {
        int type = bytes.u16(entry + 2);
        if (type < 1 || type >= SIZES.length) {
            throw Undecodable.damaged("an entry of its directory is of unknown type " + type);
        }
        return SIZES[type];
    }

    private long place(long entry) {
        long length = bytes.u32(entry + 4) * size(entry);
        long at = length <= 4 ? entry + 8 : bytes.u32(entry + 8);
        bytes.within(at, length);
        return at;
    }

    /**
     * The same file, beginning with a directory that has only what the pixels depend on: nothing else is read, neither
     * other pages nor profiles nor notes.
     */
    byte[] plain() {
        ByteOrder order = bytes.littleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        List<Long> needed = entries.entrySet().stream()
                .filter(entry -> NEEDED.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        needed.forEach(this::place);
        byte[] file = bytes.array();
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + 7 + ENTRY * needed.size());
        out.writeBytes(file);
        if (file.length % 2 == 1) {
            out.write(0);
        }
        int directory = out.size();
        out.writeBytes(ByteBuffer.allocate(2)
                .order(order)
                .putShort((short) needed.size())
                .array());
        needed.forEach(entry -> out.writeBytes(bytes.part(entry, ENTRY)));
        out.writeBytes(new byte[4]); // no further directory
        byte[] plain = out.toByteArray();
        ByteBuffer.wrap(plain).order(order).putInt(4, directory);
        return plain;
    }
}
