package org.bestiary.common.image;

/** Why a file gives no pixels: what {@link ImageFile} says after the file's name. */
final class Undecodable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 80;

    /**
     * A reason.
     *
     * @param reason the rest of a sentence that begins with the name of the file, with its full stop
     */
    Undecodable(String reason) {
        super(reason);
    }

    /** More bytes are announced than there are. */
    static Undecodable cutOff() {
        return new Undecodable("ends too early: the image is cut off.");
    }

    /** A rule of the file's kind is broken. */
    static Undecodable damaged(String what) {
        return new Undecodable("is damaged: " + what + ".");
    }

    /** Text of a file or a decoder for a message: what a terminal would obey is escaped, and it is kept short. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (char c : text.strip().toCharArray()) {
            if (shown.length() >= LONGEST) {
                return shown.append("...").toString();
            }
            if (c < ' ' || c >= 0x7F && c < 0xA0) {
                shown.append(String.format("\\x%02x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }
}
