package org.bestiary.experiments.search.study;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The worker's side of one trial: its process and what is said with it. */
final class TrialSession implements AutoCloseable {
    private static final int LONGEST_REASON = 300;
    private static final int END_SECONDS = 30;

    private final Process process;
    private final PrintStream to;
    private final BufferedReader from;
    private final Path log;
    private volatile boolean stopped;

    /**
     * Starts the process and tells it its task.
     *
     * @throws IOException if it cannot be started
     */
    TrialSession(TrialLauncher launcher, TrialTask task, Path log) throws IOException {
        this.log = log;
        process = launcher.start(log);
        to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        from = process.inputReader(StandardCharsets.UTF_8);
        to.println(TrialMessage.line(task));
    }

    /**
     * Listens until the trial ends.
     *
     * @param onMessage is told of runs and epochs; what it answers to an epoch is passed on
     * @return the last message; a failure, if the process died without one
     */
    TrialMessage converse(Function<TrialMessage, TrialMessage.Reply> onMessage) {
        try {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                Optional<TrialMessage> message = TrialMessage.of(line);
                if (message.isEmpty()) {
                    continue;
                }
                if (message.get().isLast()) {
                    return message.get();
                }
                TrialMessage.Reply reply = onMessage.apply(message.get());
                if (message.get() instanceof TrialMessage.Epoch && !stopped) {
                    to.println(reply);
                }
            }
        } catch (IOException e) {
            // The process is gone, which is what its output's end says, too.
        }
        return new TrialMessage.Failed(death());
    }

    private String death() {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                return "its process closed its output without a word";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
        int code = process.exitValue();
        String how = code > 128 ? "killed by signal " + (code - 128) : "exit code " + code;
        return "its process died (" + how + ")" + lastWords().map(w -> ": " + w).orElse("");
    }

    private Optional<String> lastWords() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(lines.get(lines.size() - 1))
                            .map(l -> l.length() > LONGEST_REASON ? l.substring(0, LONGEST_REASON) + "..." : l);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Asks the trial to checkpoint and end: its input ends. */
    void stop() {
        stopped = true;
        to.close();
    }

    /** Ends the process at once; its last checkpoint stays. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        to.close();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
