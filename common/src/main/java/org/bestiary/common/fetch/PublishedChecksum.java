package org.bestiary.common.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A checksum as it was published: SHA-256 in full or its first digits, as in the names of torchvision's files, or MD5 in
 * full, as Keras has it.
 *
 * @param kind which
 * @param digits lower case hexadecimal; at least eight of SHA-256, all of MD5
 */
public record PublishedChecksum(Kind kind, String digits) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
    private static final int FEWEST = 8;

    /** How a checksum is computed. */
    public enum Kind {
        /** SHA-256. */
        SHA256("SHA-256", 64),
        /** MD5: finds damage, not malice. */
        MD5("MD5", 32);

        private final String label;
        private final int digits;

        Kind(String label, int digits) {
            this.label = label;
            this.digits = digits;
        }
    }

    /** Checks the digits. */
    public PublishedChecksum {
        int fewest = kind == Kind.MD5 ? kind.digits : FEWEST;
        if (!HEX.matcher(digits).matches() || digits.length() < fewest || digits.length() > kind.digits) {
            throw new FetchException("a checksum by " + kind.label + " must have " + fewest + " to " + kind.digits
                    + " lower case hexadecimal digits, but got '" + digits + "'");
        }
    }

    /**
     * Reads {@code sha256:12fca82f} or {@code md5:2cb95161c43110f7111970584f804107}.
     *
     * @throws FetchException if it is neither
     */
    public static PublishedChecksum parse(String text) {
        String[] sides = text.split(":", 2);
        for (Kind kind : Kind.values()) {
            if (sides.length == 2 && kind.name().toLowerCase(Locale.ROOT).equals(sides[0])) {
                return new PublishedChecksum(kind, sides[1]);
            }
        }
        throw new FetchException("a checksum must be sha256:DIGITS or md5:DIGITS, but got '" + text + "'");
    }

    /** Whether all digits are known. */
    public boolean isWhole() {
        return digits.length() == kind.digits;
    }

    /**
     * What is wrong with a file; empty if it is the published one.
     *
     * @throws IOException if it cannot be read
     */
    public Optional<String> mistake(Path file) throws IOException {
        String found = of(file, kind);
        return found.startsWith(digits)
                ? Optional.empty()
                : Optional.of(
                        kind.label + " must " + (isWhole() ? "be " : "begin with ") + digits + ", found " + found);
    }

    /**
     * The checksum of a file, read in pieces.
     *
     * @return all digits
     * @throws IOException if it cannot be read
     */
    public static String of(Path file, Kind kind) throws IOException {
        MessageDigest digest = digest(kind);
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(Kind kind) {
        try {
            return MessageDigest.getInstance(kind.label);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + kind.label, e);
        }
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + digits;
    }
}
