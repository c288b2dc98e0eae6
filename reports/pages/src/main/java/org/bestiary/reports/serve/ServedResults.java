package org.bestiary.reports.serve;

import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.bestiary.common.BestiaryException;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.store.RunRow;
import org.bestiary.reports.store.RunStore;
import org.bestiary.reports.study.StudyStore;

/**
 * The runs and studies that the dashboard shows. Nothing is opened before there is something to look at, and nothing made by
 * looking.
 *
 * <p>Run directories that are new are read by a thread of its own, with a connection of its own, so that no page waits for
 * it; and only while somebody looks.
 */
final class ServedResults implements AutoCloseable {
    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(4);
    private static final Duration NOBODY_LOOKS = Duration.ofSeconds(30);
    private static final Duration FIRST_READING = Duration.ofSeconds(2);
    /** Whoever comes back after a while waits so long for what is new. */
    private static final Duration READING_AGAIN = Duration.ofMillis(200);
    /** Reading may take this part of the time at most. */
    private static final int SHARE = 10;

    private final StoreLocation location;
    private final Consumer<String> tell;
    private final Killed killed;
    private final StudyReporter reporter;
    private final Thread reader = new Thread(this::read, "dashboard-reader");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition hasRead = lock.newCondition();
    private long readings;

    private Optional<RunStore> runs = Optional.empty();
    private Optional<StudyStore> studies = Optional.empty();
    private final long begun = System.nanoTime();
    private long lastLook = begun;
    private boolean closed;
    private final CountDownLatch complete = new CountDownLatch(1);

    ServedResults(DashboardSettings settings) {
        this.location = settings.store();
        this.tell = settings.tell();
        this.killed = new Killed(settings.killed());
        this.reporter = settings.reporter();
        reader.setDaemon(true);
        reader.start();
    }

    StoreLocation location() {
        return location;
    }

    /** Makes the reports of studies that are not at their end. */
    StudyReporter reporter() {
        return reporter;
    }

    /** Whether a run that is recorded as running is so no more. */
    boolean isKilled(RunRow run) {
        return killed.is(run);
    }

    /** Whether every run directory has been read since the start. */
    boolean isComplete() {
        return complete.getCount() == 0;
    }

    /** Where runs are listed; empty if there is nothing yet. */
    Optional<RunStore> runs() {
        look();
        await();
        synchronized (this) {
            if (runs.isEmpty() && !closed && isSomethingHere()) {
                runs = Optional.of(RunStore.open(location));
            }
            return runs;
        }
    }

    /** Where studies are listed; empty if there is nothing yet. */
    Optional<StudyStore> studies() {
        look();
        synchronized (this) {
            if (studies.isEmpty() && !closed && isSomethingHere()) {
                studies = Optional.of(StudyStore.open(location));
            }
            return studies;
        }
    }

    /** Few directories are read in a moment, and whoever comes first should see them all. */
    private void await() {
        long left = FIRST_READING.toNanos() - (System.nanoTime() - begun);
        try {
            boolean unused = left > 0 && complete.await(left, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isSomethingHere() {
        return !location.isBesideRuns() || Files.isDirectory(location.runs());
    }

    private void look() {
        lock.lock();
        try {
            boolean slept = System.nanoTime() - lastLook > NOBODY_LOOKS.toNanos();
            lastLook = System.nanoTime();
            if (slept) {
                changed.signalAll();
                long before = readings;
                long left = READING_AGAIN.toNanos();
                while (!closed && readings == before && left > 0) {
                    left = hasRead.awaitNanos(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void read() {
        Optional<RunStore> own = Optional.empty();
        Set<String> told = new HashSet<>();
        try {
            while (!isClosed()) {
                long begun = System.nanoTime();
                try {
                    if (own.isEmpty() && isSomethingHere()) {
                        own = Optional.of(RunStore.open(location));
                    }
                    List<String> problems =
                            own.map(store -> store.refresh().problems()).orElse(List.of());
                    problems.stream().filter(told::add).forEach(p -> tell.accept("passed over: " + p));
                    complete.countDown();
                } catch (RuntimeException e) {
                    // Whatever it is: without this thread the list would stay as it is for ever.
                    String line = e instanceof BestiaryException ? e.getMessage() : "cannot read the runs: " + e;
                    if (!isClosed() && told.add(line)) {
                        tell.accept(line);
                    }
                }
                rest(System.nanoTime() - begun);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            own.ifPresent(RunStore::close);
        }
    }

    private void rest(long took) throws InterruptedException {
        lock.lock();
        try {
            readings++;
            hasRead.signalAll();
            long left = Math.max(BETWEEN_READINGS.toNanos(), SHARE * took);
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            while (!closed && System.nanoTime() - lastLook > NOBODY_LOOKS.toNanos()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            reader.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            runs.ifPresent(RunStore::close);
            studies.ifPresent(StudyStore::close);
        }
    }
}
