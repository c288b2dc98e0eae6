package org.bestiary.common.image;

import java.util.Arrays;

/**
 * Numbers in the bytes of a file, with places that cannot lie outside it.
 *
 * @param array of the file
 * @param littleEndian whether the lowest byte of a number comes first
 */
@SuppressWarnings("ArrayRecordComponent") // read, not compared
record Bytes(byte[] array, boolean littleEndian) {
    /** Whether there is this text at this place, each character a byte. */
    static boolean startsWith(byte[] bytes, int at, String text) {
        if (bytes.length - at < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ((bytes[at + i] & 0xFF) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean startsWith(long at, String text) {
        return at >= 0 && at < array.length && startsWith(array, (int) at, text);
    }

    long length() {
        return array.length;
    }

    /** The byte at a place. */
    int u8(long at) {
        return array[within(at, 1)] & 0xFF;
    }

    /** Two bytes as a number from 0 to 65535. */
    int u16(long at) {
        int i = within(at, 2);
        int first = array[i] & 0xFF;
        int second = array[i + 1] & 0xFF;
        return littleEndian ? second << 8 | first : first << 8 | second;
    }

    /** Three bytes as a number. */
    int u24(long at) {
        return littleEndian ? u8(at + 2) << 16 | u16(at) : u16(at) << 8 | u8(at + 2);
    }

    /** Four bytes as a number that is not negative. */
    long u32(long at) {
        within(at, 4);
        long first = u16(at);
        long second = u16(at + 2);
        return littleEndian ? second << 16 | first : first << 16 | second;
    }

    /** A part of the file. */
    byte[] part(long at, long length) {
        int i = within(at, length);
        return Arrays.copyOfRange(array, i, i + (int) length);
    }

    /** The place, if that many bytes are there. */
    int within(long at, long length) {
        if (at < 0 || length < 0 || at > array.length - length) {
            throw Undecodable.cutOff();
        }
        return (int) at;
    }
}
