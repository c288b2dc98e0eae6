package org.bestiary.datasets.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.bestiary.common.fetch.FetchException;
import org.bestiary.common.fetch.PublishedChecksum;
import org.bestiary.common.fetch.RemoteFile;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DataFile;
import org.bestiary.datasets.FetchProgress;

/**
 * Downloads a file of a data set from the first mirror that has it.
 *
 * <p>Bytes are collected in {@code NAME.part} beside the target and survive interruption; the next attempt, at the same
 * mirror or another, asks for the rest only. The file appears under its name only when its size and SHA-256 are right. A
 * server that sends nothing for a while is given up; redirects are followed, but never from https to http.
 */
public final class Fetcher {
    private final org.bestiary.common.fetch.Fetcher fetcher;

    /** With 10 seconds to connect and 30 seconds without a byte. */
    public Fetcher() {
        this.fetcher = new org.bestiary.common.fetch.Fetcher();
    }

    /**
     * With other patience.
     *
     * @param connect longest wait for a connection
     * @param stall longest wait for the next byte
     */
    public Fetcher(Duration connect, Duration stall) {
        this.fetcher = new org.bestiary.common.fetch.Fetcher(connect, stall);
    }

    /**
     * Downloads a file.
     *
     * @param file what it must be and where it can be had
     * @param target where it goes; replaced if it exists
     * @param progress is told as bytes arrive
     * @throws DataException if no mirror delivers it; says for each mirror why, on one line
     */
    public void fetch(DataFile file, Path target, FetchProgress progress) {
        RemoteFile remote = new RemoteFile(
                file.name(),
                OptionalLong.of(file.sizeBytes()),
                Optional.of(new PublishedChecksum(PublishedChecksum.Kind.SHA256, file.sha256())),
                file.mirrors());
        try {
            fetcher.fetch(
                    remote,
                    target,
                    (name, done, total) -> progress.advanced(name, done, total.orElse(file.sizeBytes())));
        } catch (FetchException e) {
            throw new DataException(e.getMessage(), e);
        }
    }
}
