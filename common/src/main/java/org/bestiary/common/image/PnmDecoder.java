package org.bestiary.common.image;

/** Netpbm's bitmaps, grey maps and pixel maps, as text (P1 to P3) and as bytes (P4 to P6); the first image of a file. */
final class PnmDecoder implements ImageDecoder {
    @Override
    public Stored decode(byte[] file) {
        Reader in = new Reader(file);
        int type = in.read() - '0'; // behind the P
        boolean text = type <= 3;
        boolean bitmap = type == 1 || type == 4;
        int bands = type == 3 || type == 6 ? 3 : 1;
        int width = in.number();
        int height = in.number();
        int largest = bitmap ? 1 : in.number();
        ImageLimits.check(width, height, bands);
        if (largest < 1 || largest > 0xFFFF) {
            throw Undecodable.damaged("its largest value must be from 1 to 65535, found " + largest);
        }
        if (!text) {
            in.read(); // one space behind the header
        }
        byte[] values = new byte[width * height * bands];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width * bands; x++) {
                if (bitmap) {
                    values[at++] = (byte) ((text ? in.digit() : in.bit(x)) == 0 ? 255 : 0);
                } else {
                    int value = text ? in.number() : largest > 255 ? in.read() << 8 | in.read() : in.read();
                    values[at++] = scaled(value, largest);
                }
            }
        }
        return new Stored(
                width,
                height,
                Colours.rgb(values, bands, false),
                bands == 1 ? ImageFacts.Colours.GREY : ImageFacts.Colours.RGB,
                bitmap ? 1 : largest > 255 ? 16 : 8,
                false,
                Orientation.UPRIGHT,
                false,
                false);
    }

    /** To 0 to 255; of a range beyond a byte the highest 8 of 16 bits. */
    private static byte scaled(int value, int largest) {
        if (value > largest) {
            throw Undecodable.damaged("a value of " + value + " is above the stated largest, " + largest);
        }
        int range = largest > 255 ? 0xFFFF : 255;
        long spread = ((long) value * range + largest / 2) / largest;
        return (byte) (largest > 255 ? spread >> 8 : spread);
    }

    private static final class Reader {
        private final Bytes bytes;
        private int at = 1;

        Reader(byte[] file) {
            bytes = new Bytes(file, false);
        }

        int read() {
            return bytes.u8(at++);
        }

        /** A bit of a row that begins at a byte of its own. */
        int bit(int x) {
            at += x % 8 == 0 ? 1 : 0;
            return bytes.u8(at - 1L) >> 7 - x % 8 & 1;
        }

        /** A digit that needs no space around it. */
        int digit() {
            int c = next();
            at++;
            if (c != '0' && c != '1') {
                throw Undecodable.damaged("a value must be 0 or 1");
            }
            return c - '0';
        }

        int number() {
            int c = next();
            if (c < '0' || c > '9') {
                throw Undecodable.damaged("a number is expected at byte " + at);
            }
            long number = 0;
            while (at < bytes.length() && bytes.u8(at) >= '0' && bytes.u8(at) <= '9') {
                number = Math.min(Integer.MAX_VALUE, 10 * number + read() - '0');
            }
            return (int) number;
        }

        /** The next byte behind spaces and comments; not taken. */
        private int next() {
            while (true) {
                int c = bytes.u8(at);
                if (c == '#') {
                    while (bytes.u8(at) != '\n' && bytes.u8(at) != '\r') {
                        at++;
                    }
                } else if (!Character.isWhitespace(c)) {
                    return c;
                }
                at++;
            }
        }
    }
}
