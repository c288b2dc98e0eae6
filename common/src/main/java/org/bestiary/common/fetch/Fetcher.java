package org.bestiary.common.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Downloads a file from the first mirror that has it.
 *
 * <p>Bytes are collected in {@code NAME.part} beside the target and survive interruption; the next attempt, at the same
 * mirror or another, asks for the rest only. The file appears under its name only when all that was published of it, size and checksum, is right. A
 * server that sends nothing for a while is given up; redirects are followed, but never from https to http.
 */
public final class Fetcher {
    private static final int TRIES_PER_MIRROR = 3;
    private static final int WATCH_MILLIS = 50;

    private final HttpClient client;
    private final Duration stall;

    /** With 10 seconds to connect and 30 seconds without a byte. */
    public Fetcher() {
        this(Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    /**
     * With other patience.
     *
     * @param connect longest wait for a connection
     * @param stall longest wait for the next byte
     */
    public Fetcher(Duration connect, Duration stall) {
        this.client = HttpClient.newBuilder()
                .connectTimeout(connect)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.stall = stall;
    }

    /**
     * Downloads a file.
     *
     * @param file what it must be and where it can be had
     * @param target where it goes; replaced if it exists
     * @param progress is told as bytes arrive
     * @throws FetchException if no mirror delivers it; says for each mirror why, on one line
     */
    public void fetch(RemoteFile file, Path target, FetchProgress progress) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        boolean owned = false;
        try {
            Files.createDirectories(target.getParent());
            try (FileChannel channel = FileChannel.open(
                            part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel)) {
                if (lock == null) {
                    throw new FetchException("Another process is downloading " + target + "; wait for it to end.");
                }
                owned = true;
                List<String> reasons = new ArrayList<>();
                if (!anyMirror(file, channel, part, progress, reasons)) {
                    throw new FetchException("Could not fetch " + file.name() + sizeWords(file) + ": "
                            + (reasons.isEmpty() ? "it has no download address" : String.join("; ", reasons)) + ".");
                }
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new FetchException("Cannot write " + part + ": " + reason(e) + "; what has arrived is kept.", e);
        } finally {
            if (owned) {
                removeIfEmpty(part);
            }
        }
    }

    private static void removeIfEmpty(Path part) {
        try {
            if (Files.isRegularFile(part) && Files.size(part) == 0) {
                Files.delete(part);
            }
        } catch (IOException e) {
            // An empty file that stays behind harms nobody; the next download uses it.
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            // A byte far behind the contents: Windows would otherwise refuse to let the checksum read the file.
            return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException e) {
            return null; // another thread of this process holds it
        }
    }

    private static String sizeWords(RemoteFile file) {
        return file.sizeBytes().isPresent() ? " (" + file.sizeBytes().getAsLong() + " bytes)" : "";
    }

    private boolean anyMirror(
            RemoteFile file, FileChannel channel, Path part, FetchProgress progress, List<String> reasons)
            throws IOException {
        for (URI mirror : file.mirrors()) {
            String reason = "";
            for (int attempt = 0; attempt < TRIES_PER_MIRROR; attempt++) {
                long before = channel.size();
                OptionalLong size = file.sizeBytes();
                boolean there = size.isPresent() && before == size.getAsLong();
                reason = there ? "" : attempt(file, mirror, channel, progress);
                if (reason.isEmpty() && (there || channel.size() > 0)) {
                    Optional<String> wrong = wrong(file, part);
                    if (wrong.isEmpty()) {
                        return true;
                    }
                    channel.truncate(0); // damaged, possibly by an earlier mirror: once more from the beginning
                    reason = wrong.get();
                } else if (channel.size() <= before && !(size.isEmpty() && before > 0 && channel.size() == 0)) {
                    break; // no progress here: the next mirror
                }
            }
            reasons.add(mirror.getHost() + ": " + reason);
        }
        return false;
    }

    private static Optional<String> wrong(RemoteFile file, Path part) throws IOException {
        return file.checksum().isPresent() ? file.checksum().get().mistake(part) : Optional.empty();
    }

    /** Asks a mirror for what is missing; returns why it did not deliver, or an empty text. */
    private String attempt(RemoteFile file, URI mirror, FileChannel channel, FetchProgress progress)
            throws IOException {
        long size = file.sizeBytes().orElse(Long.MAX_VALUE);
        if (channel.size() > size) {
            channel.truncate(0);
        }
        long have = channel.size();
        HttpRequest.Builder request = HttpRequest.newBuilder(mirror).header("User-Agent", "bestiary");
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        AtomicLong position = new AtomicLong(have);
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request.build(), intoFile(file, channel, have, position));
        try {
            int status = watch(answer, file, position, progress).statusCode();
            return switch (status) {
                case 200, 206 ->
                    file.sizeBytes().isPresent() && channel.size() < size
                            ? "ended after " + channel.size() + " of " + size + " bytes"
                            : "";
                default -> "HTTP status " + status;
            };
        } catch (ExecutionException e) {
            for (Throwable t = e; t != null; t = t.getCause()) {
                if (t instanceof FileBody.LocalFailure local) {
                    throw local;
                }
            }
            return reason(e.getCause());
        } catch (TimeoutException e) {
            return "sent nothing for " + stall.toMillis() / 1000.0 + " s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException("The download of " + file.name() + " was interrupted; it resumes next time.", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static BodyHandler<Void> intoFile(RemoteFile file, FileChannel channel, long have, AtomicLong position) {
        return info -> {
            try {
                boolean resumes = info.statusCode() == 206
                        && info.headers().firstValue("Content-Range").orElse("").startsWith("bytes " + have + "-");
                if (info.statusCode() == 416 || info.statusCode() == 206 && !resumes) {
                    channel.truncate(0); // the part does not fit this server's file
                } else if (info.statusCode() == 200) {
                    channel.truncate(0); // ranges are not supported: the whole file comes again
                    position.set(0);
                }
                if (info.statusCode() == 200 || resumes) {
                    channel.position(position.get());
                    return new FileBody(channel, file.mostBytes(), position);
                }
                return BodySubscribers.replacing(null);
            } catch (IOException e) {
                FileBody failed = new FileBody(channel, 0, position);
                failed.onError(e);
                return failed;
            }
        };
    }

    private HttpResponse<Void> watch(
            CompletableFuture<HttpResponse<Void>> answer, RemoteFile file, AtomicLong position, FetchProgress progress)
            throws ExecutionException, TimeoutException, InterruptedException {
        long seen = -1;
        long since = System.nanoTime();
        while (true) {
            try {
                HttpResponse<Void> response = answer.get(WATCH_MILLIS, TimeUnit.MILLISECONDS);
                progress.advanced(file.name(), position.get(), file.sizeBytes());
                return response;
            } catch (TimeoutException e) {
                long now = position.get();
                if (now != seen) {
                    seen = now;
                    since = System.nanoTime();
                    progress.advanced(file.name(), now, file.sizeBytes());
                } else if (System.nanoTime() - since > stall.toNanos()) {
                    throw e;
                }
            }
        }
    }

    private static String reason(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException) {
                return "its address cannot be found (no network?)";
            }
        }
        if (cause instanceof HttpTimeoutException) {
            return "no connection in time";
        }
        if (cause instanceof ConnectException) {
            return "no connection";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
