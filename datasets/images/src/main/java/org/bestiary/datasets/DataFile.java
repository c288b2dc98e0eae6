package org.bestiary.datasets;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file of a data set as its authors distribute it: what it must contain and where it can be had.
 *
 * @param name path below the data set's folder, with forward slashes
 * @param sizeBytes exact size
 * @param sha256 SHA-256 in lower case hexadecimal
 * @param mirrors addresses of identical copies, in the order they are tried; empty when it must be fetched by hand
 */
public record DataFile(String name, long sizeBytes, String sha256, List<URI> mirrors) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    /** Checks the name, the size and the form of the checksum. */
    public DataFile {
        if (name.isBlank() || name.startsWith("/") || List.of(name.split("/")).contains("..")) {
            throw new DataException(
                    "A data file's name must be a path below its data set's folder, got '" + name + "'.");
        }
        if (sizeBytes < 0) {
            throw new DataException("A data file's size must not be negative, got " + sizeBytes + " for " + name + ".");
        }
        if (!HEX.matcher(sha256).matches()) {
            throw new DataException(
                    "A SHA-256 must be 64 lower case hexadecimal digits, got '" + sha256 + "' for " + name + ".");
        }
        mirrors = List.copyOf(mirrors);
    }
}
