package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.study.StudyProgress;
import org.bestiary.reports.study.TrialStatus;

/**
 * Progress of a sweep on stderr: one line for each trial that ends, and on a terminal below them a table of those that run,
 * which is drawn again in place.
 */
final class SweepConsole implements StudyProgress, AutoCloseable {
    private static final int USUAL_COLUMNS = 100;
    private static final int BAR = 20;
    private static final String UP_AND_ERASE = "\u001b[%dA\u001b[J";

    private final PrintWriter err;
    private final Sweep sweep;
    private final boolean terminal;
    private final int columns = Integer.getInteger("bestiary.columns", USUAL_COLUMNS);
    private final Map<Integer, Running> running = new TreeMap<>();
    private final Map<Integer, Running> left = new TreeMap<>();
    private final Map<Integer, TrialStatus> ended = new TreeMap<>();
    private int drawn;
    private String best = "no trial has completed yet";
    private double bestLoss = Double.POSITIVE_INFINITY;

    private SweepConsole(PrintWriter err, Sweep sweep, boolean terminal) {
        this.err = err;
        this.sweep = sweep;
        this.terminal = terminal;
    }

    static SweepConsole create(PrintWriter err, Sweep sweep) {
        String told = System.getProperty("bestiary.terminal");
        return new SweepConsole(err, sweep, told == null ? System.console() != null : Boolean.parseBoolean(told));
    }

    /** A trial under way. */
    private record Running(String parameters, int epoch, int of, double value) {}

    @Override
    public synchronized void note(String line) {
        erase();
        err.println(line);
        draw();
    }

    @Override
    public synchronized void started(int number, int attempt, Assignment parameters) {
        erase();
        // One that goes on has its epochs behind it.
        Running was = left.remove(number);
        running.put(
                number,
                was == null
                        ? new Running(parameters.label(), 0, 0, Double.NaN)
                        : new Running(parameters.label(), was.epoch(), was.of(), was.value()));
        if (!terminal) {
            String begins = ended.containsKey(number) ? " goes on" : " starts";
            err.println("trial " + number + begins + (attempt > 1 ? " (attempt " + attempt + ")" : "") + ": "
                    + parameters.label());
        }
        draw();
    }

    @Override
    public synchronized void epoch(int number, int epoch, int of, double value) {
        erase();
        running.computeIfPresent(number, (n, r) -> new Running(r.parameters(), epoch, of, value));
        draw();
    }

    @Override
    public synchronized void ended(int number, TrialStatus status, OptionalDouble value, Optional<String> reason) {
        erase();
        Running was = running.remove(number);
        if (was != null && status == TrialStatus.PRUNED) {
            left.put(number, was);
        }
        boolean better = status == TrialStatus.COMPLETED
                && value.isPresent()
                && sweep.objective().loss(value.getAsDouble()) < bestLoss;
        if (better) {
            bestLoss = sweep.objective().loss(value.getAsDouble());
            best = "best so far: " + sweep.objective().text(value.getAsDouble()) + ", trial " + number;
        }
        ended.put(number, status);
        StringBuilder line = new StringBuilder("trial " + number + " " + label(status));
        value.ifPresent(v -> line.append(", ").append(sweep.objective().text(v)));
        if (was != null && was.epoch() > 0) {
            line.append(" after epoch ").append(was.epoch()).append(" of ").append(was.of());
        }
        reason.ifPresent(r -> line.append(" (").append(r).append(')'));
        if (was != null && terminal) {
            line.append(": ").append(was.parameters());
        }
        err.println(line.append(better ? " (best so far)" : ""));
        draw();
    }

    private void erase() {
        if (drawn > 0) {
            err.printf(Locale.ROOT, UP_AND_ERASE, drawn);
            drawn = 0;
        }
    }

    private void draw() {
        if (terminal) {
            running.forEach((number, r) -> println(row(number, r)));
            println(counts());
        }
        err.flush();
    }

    private String row(int number, Running r) {
        int full = r.of() == 0 ? 0 : BAR * r.epoch() / r.of();
        String value = Double.isNaN(r.value()) ? "" : sweep.objective().text(r.value());
        return String.format(
                Locale.ROOT,
                "  %4d  [%s%s] %3s/%-3s %8s  %s",
                number,
                "=".repeat(full),
                " ".repeat(BAR - full),
                r.epoch(),
                r.of() == 0 ? "?" : Integer.toString(r.of()),
                value,
                r.parameters());
    }

    private String counts() {
        StringBuilder line = new StringBuilder(running.size() + " running");
        Map<TrialStatus, Integer> counts = new TreeMap<>();
        ended.forEach((number, status) -> {
            if (!running.containsKey(number)) {
                counts.merge(status, 1, Integer::sum);
            }
        });
        counts.forEach((status, n) -> line.append(", ").append(n).append(' ').append(label(status)));
        return line + "; " + best;
    }

    /** What is stopped and may still be gone on with has only paused. */
    private String label(TrialStatus status) {
        return status == TrialStatus.PRUNED && sweep.pruner().mayPromote() ? "paused" : status.label();
    }

    private void println(String line) {
        err.println(line.length() < columns ? line : line.substring(0, columns - 1));
        drawn++;
    }

    @Override
    public synchronized void close() {
        erase();
        err.flush();
    }
}
