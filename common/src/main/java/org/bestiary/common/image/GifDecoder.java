package org.bestiary.common.image;

import java.util.Arrays;

/**
 * The first frame of a GIF, at its place on the canvas; what lies outside it, or is transparent, is white. Decoded here:
 * the platform's decoder loses the place and fills what is missing at the end of a damaged file without a word.
 */
final class GifDecoder implements ImageDecoder {
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;
    private static final int CONTROL = 0xF9;
    private static final int MAX_CODES = 4096;

    @Override
    public Stored decode(byte[] file) {
        Bytes bytes = new Bytes(file, true);
        byte[] common = table(bytes, 10, 13);
        int at = 13 + common.length;
        int transparent = -1;
        while (bytes.u8(at) == EXTENSION) {
            if (bytes.u8(at + 1) == CONTROL && bytes.u8(at + 2) >= 4 && (bytes.u8(at + 3) & 1) == 1) {
                transparent = bytes.u8(at + 6);
            }
            at = behindBlocks(bytes, at + 2);
        }
        if (bytes.u8(at) != IMAGE) {
            throw Undecodable.damaged("it has no image");
        }
        int left = bytes.u16(at + 1);
        int top = bytes.u16(at + 3);
        int width = bytes.u16(at + 5);
        int height = bytes.u16(at + 7);
        int canvasWidth = Math.max(bytes.u16(6), left + width);
        int canvasHeight = Math.max(bytes.u16(8), top + height);
        ImageLimits.check(width, height, 1);
        ImageLimits.check(canvasWidth, canvasHeight, 2);
        boolean interlaced = (bytes.u8(at + 9) & 0x40) != 0;
        byte[] own = table(bytes, at + 9, at + 10);
        byte[] table = own.length > 0 ? own : common;
        if (table.length == 0) {
            throw Undecodable.damaged("it has no table of colours");
        }
        int data = at + 10 + own.length;
        int end = behindBlocks(bytes, data + 1);
        byte[] frame = Colours.fromTable(places(bytes, data, width, height), withWhite(table, transparent));
        byte[] canvas = new byte[canvasWidth * canvasHeight * 3];
        Arrays.fill(canvas, (byte) 255);
        for (int i = 0, y = 0, pass = 0; i < height; i++) {
            System.arraycopy(frame, i * width * 3, canvas, ((top + y) * canvasWidth + left) * 3, width * 3);
            y += interlaced ? (pass == 0 ? 8 : 16 >> pass) : 1;
            while (y >= height && pass < 3) {
                pass++;
                y = 8 >> pass;
            }
        }
        return new Stored(
                canvasWidth,
                canvasHeight,
                canvas,
                ImageFacts.Colours.PALETTE,
                8,
                transparent >= 0,
                Orientation.UPRIGHT,
                false,
                end < file.length && bytes.u8(end) != 0x3B);
    }

    /** A table of colours, if the flags say that there is one. */
    private static byte[] table(Bytes bytes, int flags, int at) {
        int value = bytes.u8(flags);
        return (value & 0x80) == 0 ? new byte[0] : bytes.part(at, 3L << (value & 7) + 1);
    }

    private static int behindBlocks(Bytes bytes, int at) {
        int next = at;
        while (bytes.u8(next) != 0) {
            next += 1 + bytes.u8(next);
        }
        return next + 1;
    }

    private static byte[] withWhite(byte[] table, int transparent) {
        if (transparent < 0) {
            return table;
        }
        byte[] white = Arrays.copyOf(table, Math.max(table.length, 3 * transparent + 3));
        Arrays.fill(white, 3 * transparent, 3 * transparent + 3, (byte) 255);
        return white;
    }

    /** Unpacks the LZW codes of a frame. */
    private static byte[] places(Bytes bytes, int at, int width, int height) {
        int bits = bytes.u8(at);
        if (bits < 1 || bits > 8) {
            throw Undecodable.damaged("its codes begin with " + bits + " bits");
        }
        byte[] out = new byte[width * height];
        Codes codes = new Codes(bytes, at + 1);
        int clear = 1 << bits;
        int[] prefix = new int[MAX_CODES];
        byte[] last = new byte[MAX_CODES];
        byte[] stack = new byte[MAX_CODES];
        for (int i = 0; i < clear; i++) {
            last[i] = (byte) i;
        }
        int known = clear + 2;
        int size = bits + 1;
        int before = -1;
        byte first = 0;
        int filled = 0;
        while (filled < out.length) {
            int code = codes.next(size);
            if (code == clear) {
                known = clear + 2;
                size = bits + 1;
                before = -1;
                continue;
            }
            if (code < 0 || code == clear + 1) {
                throw Undecodable.cutOff();
            }
            if (code > known || code == known && before < 0 || before < 0 && code > clear) {
                throw Undecodable.damaged("a code is used before it is made");
            }
            int depth = 0;
            int walk = code;
            if (code == known) {
                stack[depth++] = first;
                walk = before;
            }
            while (walk > clear) {
                stack[depth++] = last[walk];
                walk = prefix[walk];
            }
            first = last[walk];
            stack[depth++] = first;
            if (before >= 0 && known < MAX_CODES) {
                prefix[known] = before;
                last[known++] = first;
                size += known == 1 << size && size < 12 ? 1 : 0;
            }
            before = code;
            while (depth > 0 && filled < out.length) {
                out[filled++] = stack[--depth];
            }
        }
        return out;
    }

    /** Codes of growing size across the blocks in which they are stored. */
    private static final class Codes {
        private final Bytes bytes;
        private int at;
        private int left;
        private int buffer;
        private int bits;

        Codes(Bytes bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        /** The next code, or -1 behind the last block. */
        int next(int size) {
            while (bits < size) {
                if (left == 0) {
                    left = bytes.u8(at);
                    if (left == 0) {
                        return -1;
                    }
                    at++;
                }
                buffer |= bytes.u8(at++) << bits;
                bits += 8;
                left--;
            }
            int code = buffer & (1 << size) - 1;
            buffer >>>= size;
            bits -= size;
            return code;
        }
    }
}
