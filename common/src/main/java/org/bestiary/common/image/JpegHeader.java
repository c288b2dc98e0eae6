package org.bestiary.common.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands before the first scan of a JPEG.
 *
 * @param process the number of the SOF marker: 0 baseline, 1 extended, 2 progressive, others are not decoded
 * @param precision bits of a value
 * @param width in pixels
 * @param height in pixels
 * @param components their ids
 * @param jfif whether there is a JFIF marker
 * @param adobe what Adobe's marker says of the colours; -1 without one
 * @param orientation of the EXIF block; 1 without one
 * @param profile whether there is a colour profile
 * @param needed where the segments that a decoder needs begin, without those of applications
 * @param scan where the first scan begins
 */
record JpegHeader(
        int process,
        int precision,
        int width,
        int height,
        List<Integer> components,
        boolean jfif,
        int adobe,
        int orientation,
        boolean profile,
        List<Segment> needed,
        int scan) {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP15 = 0xEF;
    private static final int COM = 0xFE;

    /** A part of the file. */
    record Segment(int at, int length) {}

    /**
     * Reads the segments of a file.
     *
     * @throws Undecodable if it ends before the first scan, or has no frame
     */
    static JpegHeader read(byte[] file) {
        return new Reader(new Bytes(file, false)).read();
    }

    /** Whether the frame comes in several scans, each over the whole image. */
    boolean progressive() {
        return process == 2;
    }

    /**
     * The same image with nothing but what makes its pixels, and one marker that says how colours are meant: decoders
     * differ in what they guess, and the platform's converts colours by a profile if there is one.
     *
     * @param transform what the marker says; 0 as stored, 1 brightness and differences, 2 the same with black
     */
    byte[] plain(byte[] file, int transform) {
        byte[] marker = {-1, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
        int length = needed.stream().mapToInt(Segment::length).sum();
        ByteBuffer plain = ByteBuffer.allocate(2 + marker.length + length + file.length - scan);
        plain.put((byte) 0xFF).put((byte) SOI).put(marker);
        for (Segment segment : needed) {
            plain.put(file, segment.at(), segment.length());
        }
        return plain.put(file, scan, file.length - scan).array();
    }

    /**
     * Counts the scans.
     *
     * @return how many; negative, and one less, if the file ends without the end marker
     */
    int scans(byte[] file) {
        int scans = 0;
        int at = scan;
        while (at + 1 < file.length) {
            int code = file[at + 1] & 0xFF;
            if (file[at] != -1 || code == 0 || code >= 0xD0 && code <= 0xD7 || code == 0x01) {
                at += file[at] != -1 ? 1 : 2;
            } else if (code == 0xFF) {
                at++;
            } else if (code == EOI) {
                return scans;
            } else {
                scans += code == SOS ? 1 : 0;
                int length = at + 3 < file.length ? (file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF : 0;
                at += 2 + length;
            }
        }
        return -scans - 1;
    }

    private static final class Reader {
        private final Bytes bytes;
        private int process = -1;
        private int precision;
        private int width;
        private int height;
        private final List<Integer> components = new ArrayList<>();
        private boolean jfif;
        private int adobe = -1;
        private int orientation;
        private boolean profile;
        private final List<Segment> needed = new ArrayList<>();

        Reader(Bytes bytes) {
            this.bytes = bytes;
        }

        JpegHeader read() {
            int at = 2;
            while (true) {
                // Decoders pass over what is no marker, and over bytes that fill up.
                while (bytes.u8(at) != 0xFF || bytes.u8(at + 1) == 0xFF || bytes.u8(at + 1) == 0) {
                    at++;
                }
                int code = bytes.u8(at + 1);
                if (code == SOS) {
                    break;
                }
                if (code == EOI) {
                    throw Undecodable.damaged("it has no image");
                }
                if (code == 0x01 || code >= 0xD0 && code <= SOI) {
                    at += 2;
                    continue;
                }
                int length = bytes.u16(at + 2);
                bytes.within(at + 2, Math.max(2, length));
                segment(code, at + 4, Math.max(2, length) - 2);
                if (code != COM && (code < APP0 || code > APP15)) {
                    needed.add(new Segment(at, 2 + Math.max(2, length)));
                }
                at += 2 + Math.max(2, length);
            }
            if (process < 0) {
                throw Undecodable.damaged("it has no frame header");
            }
            return new JpegHeader(
                    process,
                    precision,
                    width,
                    height,
                    List.copyOf(components),
                    jfif,
                    adobe,
                    orientation == 0 ? Orientation.UPRIGHT : orientation,
                    profile,
                    List.copyOf(needed),
                    at);
        }

        private void segment(int code, int at, int length) {
            boolean frame =
                    (code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC) || code == 0xF7;
            if (frame) {
                if (process >= 0) {
                    throw Undecodable.damaged("it has two frame headers");
                }
                process = code == 0xF7 ? 0x37 : code - 0xC0;
                precision = bytes.u8(at);
                height = bytes.u16(at + 1);
                width = bytes.u16(at + 3);
                for (int i = 0; i < bytes.u8(at + 5); i++) {
                    components.add(bytes.u8(at + 6 + 3L * i));
                }
            } else if (code == APP0 && length >= 5 && bytes.startsWith(at, "JFIF\0")) {
                jfif = true;
            } else if (code == 0xEE && length >= 12 && bytes.startsWith(at, "Adobe")) {
                adobe = bytes.u8(at + 11);
            } else if (code == 0xE2 && bytes.startsWith(at, "ICC_PROFILE\0")) {
                profile = true;
            } else if (code == 0xE1 && orientation == 0 && length > 6 && bytes.startsWith(at, "Exif\0")) {
                orientation = Orientation.of(bytes.part(at + 6, length - 6));
            }
        }
    }
}
