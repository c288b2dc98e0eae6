package org.bestiary.common.fetch;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that others publish: what is known of it and where it can be had.
 *
 * @param name for messages
 * @param sizeBytes exact size; empty where it was not published
 * @param checksum what its bytes must amount to; empty where none was published
 * @param mirrors addresses of identical copies, in the order they are tried; empty when it must be fetched by hand
 */
public record RemoteFile(String name, OptionalLong sizeBytes, Optional<PublishedChecksum> checksum, List<URI> mirrors) {
    /** Where no size was published, a server that sends more than this is not believed. */
    static final long MOST_BYTES = 8L << 30;

    /** Copies the list. */
    public RemoteFile {
        mirrors = List.copyOf(mirrors);
        if (sizeBytes.isPresent() && sizeBytes.getAsLong() < 0) {
            throw new FetchException(
                    "the size of a file must not be negative, but got " + sizeBytes.getAsLong() + " for " + name);
        }
    }

    /** What a server may send at most. */
    long mostBytes() {
        return sizeBytes.orElse(MOST_BYTES);
    }
}
