package org.bestiary.experiments.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM as a wish that training can obey: the JVM's end is held up until the step is finished and a checkpoint
 * is on disk, then the program exits with 130.
 */
public final class StopSignal implements AutoCloseable {
    private static final int EXIT_CODE = 130;
    private static final int PATIENCE_SECONDS = 120;

    private final CountDownLatch safe = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onShutdown, "stop-signal");
    private volatile boolean requested;
    private volatile boolean ending;

    private StopSignal() {}

    /** Starts to listen. Close it when training is over. */
    public static StopSignal listen() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    private void onShutdown() {
        ending = true;
        requested = true;
        try {
            if (safe.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.flush();
                Runtime.getRuntime().halt(EXIT_CODE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the user wants to stop. */
    public boolean requested() {
        return requested;
    }

    /** Asks to stop, as a signal would. */
    public void request() {
        requested = true;
    }

    /** Says that everything is on disk and told: a process that is being ended may end now. */
    @Override
    public void close() {
        safe.countDown();
        if (!ending) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM has begun to end between the two lines: the hook ends it with 130.
                ending = true;
            }
        }
    }
}
