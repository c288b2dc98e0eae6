package org.bestiary.experiments.search.study;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bestiary.reports.database.StoreException;
import org.bestiary.reports.study.LeaseLostException;
import org.bestiary.reports.study.StudyStore;

/**
 * Tells the store that this worker lives, ends trials that another worker has taken over meanwhile, and passes on the user's
 * wish to stop.
 */
final class Heartbeat implements AutoCloseable {
    private static final int BEAT_SECONDS = 10;
    private static final int LOOK_MILLIS = 200;

    private final StudyStore store;
    private final TrialRunner runner;
    private final BooleanSupplier stop;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2, r -> {
        Thread thread = new Thread(r, "heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    Heartbeat(StudyStore store, TrialRunner runner, BooleanSupplier stop) {
        this.store = store;
        this.runner = runner;
        this.stop = stop;
    }

    void start() {
        clock.scheduleAtFixedRate(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
        clock.scheduleAtFixedRate(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        runner.held().forEach((lease, session) -> {
            try {
                store.heartbeat(lease, StudyWorker.LEASE);
            } catch (LeaseLostException e) {
                session.kill();
            } catch (StoreException e) {
                // The store may be back for the next beat; if not, the lease expires, and that beat ends the trial.
            }
        });
    }

    private void look() {
        if (stop.getAsBoolean()) {
            runner.stopAll();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
