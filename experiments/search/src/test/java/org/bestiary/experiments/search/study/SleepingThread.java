package org.bestiary.experiments.search.study;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A {@link SleepingTrial} in a thread, for measurements of the store where the start of processes would drown it. */
final class SleepingThread extends Process {
    private final PipedOutputStream toTrial = new PipedOutputStream();
    private final PipedInputStream fromTrial = new PipedInputStream();
    private final Thread thread;

    SleepingThread(int sleepMillis) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(new PipedInputStream(toTrial), StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(new PipedOutputStream(fromTrial), true, StandardCharsets.UTF_8);
        thread = new Thread(() -> run(in, out, sleepMillis), "trial");
        thread.start();
    }

    private static void run(BufferedReader in, PrintStream out, int sleepMillis) {
        try (out) {
            SleepingTrial.run(in, out, Integer.toString(sleepMillis));
        } catch (IOException | InterruptedException e) {
            out.println(new TrialMessage.Failed(e.toString()).line());
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return toTrial;
    }

    @Override
    public InputStream getInputStream() {
        return fromTrial;
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
        thread.join();
        return 0;
    }

    @Override
    public int exitValue() {
        if (thread.isAlive()) {
            throw new IllegalThreadStateException("the trial runs");
        }
        return 0;
    }

    @Override
    public void destroy() {
        thread.interrupt();
    }
}
