package org.bestiary.reports.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.bestiary.reports.database.StoreException;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;

/**
 * Keeps runs in a store without ever holding up who tells of them: a thread of its own opens the store and writes. If the
 * store cannot be used, one line says so and work goes on; the run directories have everything, and the next {@code bestiary
 * runs} or {@code runs rebuild} reads it from there.
 */
public final class BackgroundStore implements RunSink, AutoCloseable {
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(20);

    private final StoreLocation location;
    private final Consumer<String> warn;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicBoolean warned = new AtomicBoolean();
    /** The latest record of each run that has not been written yet, with its directory. */
    private final Map<Path, RunRecord> pending = new LinkedHashMap<>();

    private final Thread writer = new Thread(this::write, "run-store");
    private boolean busy;
    private boolean closing;

    /**
     * @param location the store; opened when the first run comes
     * @param warn takes a line when the store cannot be used
     */
    public BackgroundStore(StoreLocation location, Consumer<String> warn) {
        this(location, warn, PATIENCE_AT_THE_END);
    }

    BackgroundStore(StoreLocation location, Consumer<String> warn, Duration patience) {
        this.location = location;
        this.warn = warn;
        this.patience = patience;
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void saved(RunRecord record, Path directory) {
        locked(() -> {
            // Removed first, so that the latest is the last in line.
            pending.remove(directory);
            pending.put(directory, record);
            changed.signalAll();
        });
    }

    private void write() {
        Optional<RunStore> store = Optional.empty();
        try {
            for (Optional<Map.Entry<Path, RunRecord>> next = take(); next.isPresent(); next = take()) {
                try {
                    RunStore open = store.isPresent() ? store.get() : RunStore.open(location);
                    store = Optional.of(open);
                    open.save(next.get().getValue(), next.get().getKey());
                } catch (StoreException | RunException e) {
                    warnOnce(e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            store.ifPresent(RunStore::close);
            locked(() -> {
                busy = false;
                changed.signalAll();
            });
        }
    }

    private void warnOnce(RuntimeException e) {
        warnOnce("the run is not in the store, but training goes on: " + e.getMessage()
                + " (bestiary runs rebuild adds it from its directory)");
    }

    /** One line is enough, whoever finds out first. */
    private void warnOnce(String line) {
        if (warned.compareAndSet(false, true)) {
            warn.accept(line);
        }
    }

    /** The next run to write; waits for one, and gives none when all are written and no more will come. */
    private Optional<Map.Entry<Path, RunRecord>> take() throws InterruptedException {
        lock.lock();
        try {
            busy = false;
            changed.signalAll();
            while (pending.isEmpty() && !closing) {
                changed.await();
            }
            if (pending.isEmpty()) {
                return Optional.empty();
            }
            Map.Entry<Path, RunRecord> first = Map.entry(
                    pending.keySet().iterator().next(),
                    pending.values().iterator().next());
            pending.remove(first.getKey());
            busy = true;
            return Optional.of(first);
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything is written, but not for ever: a store that does not answer is given up. */
    @Override
    public void close() {
        boolean written;
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
            long left = patience.toNanos();
            while ((busy || !pending.isEmpty()) && writer.isAlive() && left > 0) {
                left = changed.awaitNanos(left);
            }
            written = !busy && pending.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            written = false;
        } finally {
            lock.unlock();
        }
        if (written) {
            join();
        } else {
            warnOnce("the store " + location + " does not answer; bestiary runs rebuild adds what it lacks");
        }
    }

    /** The embedded store is closed in good order by its thread. */
    private void join() {
        try {
            writer.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
