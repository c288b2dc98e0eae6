package org.bestiary.common.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG that make its pixels, with their checksums verified.
 *
 * @param width in pixels
 * @param height in pixels
 * @param depth bits of a value
 * @param type colour type: 0 grey, 2 colour, 3 palette, 4 grey with alpha, 6 colour with alpha
 * @param palette red, green, blue per colour; empty without a palette
 * @param transparent the content of the chunk tRNS; empty without one
 * @param orientation of the EXIF block; 1 without one
 * @param profile whether there is a colour profile
 * @param animated whether more frames follow
 * @param needed where the chunks that a decoder needs lie
 */
@SuppressWarnings("ArrayRecordComponent") // read, not compared
record PngChunks(
        int width,
        int height,
        int depth,
        int type,
        byte[] palette,
        byte[] transparent,
        int orientation,
        boolean profile,
        boolean animated,
        List<Chunk> needed) {
    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    private static final int SIGNATURE = 8;
    private static final byte[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};
    private static final Set<String> CRITICAL = Set.of("IHDR", "PLTE", "IDAT", "IEND");

    /** A chunk with its length, name and checksum. */
    record Chunk(int at, int length) {}

    /**
     * Reads a file.
     *
     * @throws Undecodable if it is cut off, a checksum is wrong, or a needed chunk is missing or unknown
     */
    static PngChunks read(byte[] file) {
        return new Reader(new Bytes(file, false)).read();
    }

    /** Values of a pixel without those of a tRNS chunk. */
    int bands() {
        return switch (type) {
            case RGB -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }

    /** Whether a pixel may be transparent. */
    boolean alpha() {
        return type >= 4 || transparent.length > 0;
    }

    /** The same image with nothing but what makes its pixels, all of them opaque. */
    byte[] plain(byte[] file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
        out.write(file, 0, SIGNATURE);
        for (Chunk chunk : needed) {
            out.write(file, chunk.at(), chunk.length());
        }
        out.writeBytes(END);
        return out.toByteArray();
    }

    private static final class Reader {
        private final Bytes bytes;
        private final CRC32 crc = new CRC32();
        private final List<Chunk> needed = new ArrayList<>();
        private int header = -1;
        private boolean data;
        private byte[] palette = {};
        private byte[] transparent = {};
        private int orientation = Orientation.UPRIGHT;
        private boolean profile;
        private boolean animated;

        Reader(Bytes bytes) {
            this.bytes = bytes;
        }

        PngChunks read() {
            long at = SIGNATURE;
            boolean end = false;
            while (!end && at < bytes.length()) {
                long length = bytes.u32(at);
                int chunk = bytes.within(at, length + 8);
                String name = new String(bytes.array(), chunk + 4, 4, StandardCharsets.ISO_8859_1);
                end = name.equals("IEND");
                if (!end) { // there are files whose last chunk has no checksum
                    bytes.within(at, length + 12);
                    chunk(name, chunk, (int) length);
                }
                at += length + 12;
            }
            if (header < 0) {
                throw Undecodable.damaged("it has no header");
            }
            if (!data) {
                throw Undecodable.damaged("it has no image");
            }
            int type = bytes.u8(header + 9L);
            if (type == PALETTE && palette.length == 0) {
                throw Undecodable.damaged("its palette is missing");
            }
            return new PngChunks(
                    (int) Math.min(Integer.MAX_VALUE, bytes.u32(header)),
                    (int) Math.min(Integer.MAX_VALUE, bytes.u32(header + 4L)),
                    bytes.u8(header + 8L),
                    type,
                    palette,
                    transparent,
                    orientation,
                    profile,
                    animated,
                    List.copyOf(needed));
        }

        private void chunk(String name, int at, int length) {
            boolean critical = Character.isUpperCase(name.charAt(0));
            if (critical && !CRITICAL.contains(name)) {
                throw new Undecodable("has the chunk '" + Undecodable.shown(name)
                        + "', which standard PNG does not have (Apple's programs write CgBI); save it as an ordinary"
                        + " PNG.");
            }
            boolean used = critical || name.equals("tRNS") || name.equals("eXIf");
            if (used) {
                verify(name, at, length);
            }
            switch (name) {
                case "IHDR" -> header(at + 8, length);
                case "PLTE" -> palette = bytes.part(at + 8, length);
                case "tRNS" -> transparent = bytes.part(at + 8, length);
                case "eXIf" -> orientation = Orientation.of(bytes.part(at + 8, length));
                case "IDAT" -> data = true;
                case "iCCP" -> profile = true;
                case "acTL" -> animated = true;
                default -> {}
            }
            if (critical) {
                needed.add(new Chunk(at, length + 12));
            }
        }

        private void header(int at, int length) {
            if (header >= 0 || length != 13) {
                throw Undecodable.damaged("its header is not one of 13 bytes");
            }
            header = at;
        }

        private void verify(String name, int at, int length) {
            crc.reset();
            crc.update(bytes.array(), at + 4, length + 4);
            if (crc.getValue() != bytes.u32(at + 8L + length)) {
                throw Undecodable.damaged("the checksum of its chunk " + name + " is wrong");
            }
        }
    }
}
