package org.bestiary.common.fetch;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes a response to the end of a file as it arrives and counts the bytes, so that another thread can see whether it
 * still advances. Refuses to write more than the file may have.
 */
final class FileBody implements BodySubscriber<Void> {
    private final FileChannel file;
    private final long limit;
    private final AtomicLong position;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private Flow.Subscription subscription;

    /**
     * A body.
     *
     * @param file open for writing, positioned where the body belongs
     * @param limit size that the file must not exceed
     * @param position current size, advanced as bytes arrive
     */
    FileBody(FileChannel file, long limit, AtomicLong position) {
        this.file = file;
        this.limit = limit;
        this.position = position;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription value) {
        subscription = value;
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (done.isDone()) {
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                if (position.get() + buffer.remaining() > limit) {
                    throw new IOException("sends more than the expected " + limit + " bytes");
                }
                write(buffer);
            }
            subscription.request(1);
        } catch (IOException e) {
            subscription.cancel();
            done.completeExceptionally(e);
        }
    }

    private void write(ByteBuffer buffer) throws LocalFailure {
        try {
            while (buffer.hasRemaining()) {
                position.addAndGet(file.write(buffer));
            }
        } catch (IOException e) {
            throw new LocalFailure(e);
        }
    }

    /** This side cannot write: no other mirror will help. */
    static final class LocalFailure extends IOException {
        private static final long serialVersionUID = 1L;

        LocalFailure(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    @Override
    public void onError(Throwable cause) {
        done.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        done.complete(null);
    }
}
