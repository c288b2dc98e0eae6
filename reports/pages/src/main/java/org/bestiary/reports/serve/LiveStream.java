package org.bestiary.reports.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells open pages what has changed, as server-sent events. Each listener has a thread while its page is open, so there is a
 * limit to them; a page that is gone is noticed at the next sign of life.
 */
final class LiveStream implements AutoCloseable {
    /** More pages than one has open. */
    static final int MOST_LISTENERS = 32;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(700);
    private static final int LOOKS_BETWEEN_SIGNS = 5;

    private final Semaphore places = new Semaphore(MOST_LISTENERS);
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * The answer that goes on.
     *
     * @param look says where things stand; empty if that is not known at the moment
     * @throws Refusal if too many listen
     */
    Answer follow(Supplier<Optional<LiveState>> look) {
        if (!places.tryAcquire()) {
            throw Refusal.busy(
                    MOST_LISTENERS + " pages are followed already. Close some, or reload this one now and then.");
        }
        return Answer.stream("text/event-stream; charset=utf-8", out -> tell(look, out))
                .afterwards(places::release);
    }

    /** How many listen. */
    int listeners() {
        return MOST_LISTENERS - places.availablePermits();
    }

    private void tell(Supplier<Optional<LiveState>> look, OutputStream out) throws IOException {
        write(out, "retry: 3000\n\n");
        Optional<LiveState> told = Optional.empty();
        for (int looks = 1; ; looks++) {
            Optional<LiveState> now = look.get();
            if (now.isPresent() && !now.equals(told)) {
                write(out, "event: state\ndata: " + now.get().json() + "\n\n");
                told = now;
                if (now.get().over()) {
                    return;
                }
            } else if (looks % LOOKS_BETWEEN_SIGNS == 0) {
                write(out, ":\n\n");
            }
            if (isClosedWithin(BETWEEN_LOOKS)) {
                return;
            }
        }
    }

    private boolean isClosedWithin(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Ends every stream. */
    @Override
    public void close() {
        closed.countDown();
    }
}
