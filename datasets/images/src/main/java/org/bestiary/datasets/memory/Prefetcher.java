package org.bestiary.datasets.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bestiary.datasets.DataException;

/**
 * Prepares the next batches in background threads and hands them out in order.
 *
 * <p>At most {@code ahead} batches are in preparation or waiting, so memory is bounded. Used by one thread. Its threads
 * are daemons and end by themselves when nothing is asked of them.
 */
final class Prefetcher<T> implements AutoCloseable {
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** Prepares the batch of a number; called in the owner's thread, returns the work to be done in the background. */
    interface Preparation<T> {
        Work<T> prepare(long number);
    }

    /** What a background thread does. */
    interface Work<T> {
        T run();
    }

    private final ExecutorService threads;
    private final int ahead;
    private final Preparation<T> preparation;
    private final Deque<Future<T>> waiting = new ArrayDeque<>();
    private AtomicBoolean dropped = new AtomicBoolean();
    private long next;

    Prefetcher(int threadCount, int ahead, Preparation<T> preparation) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threadCount, threadCount, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "batches-" + NAMES.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
        this.ahead = ahead;
        this.preparation = preparation;
    }

    /** Whether this number is the one after the last, so that it may be waiting already. */
    boolean continuesAt(long number) {
        return number == next - waiting.size();
    }

    /** The result of a number; if it is not the one after the last, everything prepared so far is dropped. */
    T take(long number) {
        if (!continuesAt(number)) {
            drop();
            next = number;
        }
        while (waiting.size() < ahead) {
            Work<T> work = preparation.prepare(next++);
            AtomicBoolean ofThisCourse = dropped;
            waiting.add(threads.submit(() -> ofThisCourse.get() ? null : work.run()));
        }
        try {
            T result = waiting.element().get();
            waiting.remove();
            return result;
        } catch (ExecutionException e) {
            drop();
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            drop();
            Thread.currentThread().interrupt();
            throw new DataException("Loading was interrupted.", e);
        }
    }

    /**
     * Forgets what is in preparation, after the last of it has ended: threads must not write into arrays that are about to
     * be used again or freed. Cancelling a future would not wait for its thread.
     */
    void drop() {
        dropped.set(true);
        dropped = new AtomicBoolean();
        boolean interrupted = false;
        next -= waiting.size();
        while (!waiting.isEmpty()) {
            try {
                waiting.element().get();
                waiting.remove();
            } catch (ExecutionException e) {
                waiting.remove(); // nobody will ask for it any more
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        drop();
        threads.shutdown();
    }
}
