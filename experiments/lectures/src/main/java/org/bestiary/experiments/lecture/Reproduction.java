package org.bestiary.experiments.lecture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bestiary.experiments.lecture.Statement.Measure;
import org.bestiary.experiments.lecture.check.Checks;
import org.bestiary.experiments.lecture.check.Instruments;
import org.bestiary.experiments.lecture.expression.Expressions;

/** Checks statements, one after the other. */
public final class Reproduction {
    private static final double NANOS = 1e9;

    private final Instruments instruments;
    private final Expressions expressions;
    private final Training training;

    /** Decides training statements. */
    @FunctionalInterface
    interface Training {
        /** The finding for a statement whose runs may or may not be there. */
        Finding check(Statement statement, Reproduction reproduction);
    }

    /** Is told of progress. */
    public interface Progress {
        /** A check begins. */
        void begins(Statement statement, int number, int of);

        /** A check has ended. */
        void ended(Finding finding);
    }

    /**
     * Checks with what a machine has.
     *
     * @param instruments what to measure with
     * @param runs finished experiments
     */
    public static Reproduction of(Instruments instruments, TrainingCheck runs) {
        return new Reproduction(instruments, runs);
    }

    /**
     * @param instruments what to measure with
     * @param training decides training statements
     */
    Reproduction(Instruments instruments, Training training) {
        this.instruments = instruments;
        this.expressions = new Expressions(instruments);
        this.training = training;
    }

    /** The findings, in the order of the statements. A check that cannot run does not keep the others from running. */
    public List<Finding> check(List<Statement> statements, Progress progress) {
        return check(statements, progress, () -> false);
    }

    /**
     * The findings up to the moment when the user wants to stop.
     *
     * @param statements what to check
     * @param progress is told of every statement
     * @param stop asked before every statement
     */
    public List<Finding> check(List<Statement> statements, Progress progress, BooleanSupplier stop) {
        List<Finding> findings = new ArrayList<>();
        for (Statement s : statements) {
            if (stop.getAsBoolean()) {
                break;
            }
            progress.begins(s, findings.size() + 1, statements.size());
            Finding finding = check(s);
            findings.add(finding);
            progress.ended(finding);
        }
        return findings;
    }

    private Finding check(Statement s) {
        return switch (s.kind()) {
            case CITED -> Finding.without(s, Verdict.CITED, s.reason());
            case TRAINING ->
                s.reason().isEmpty() ? training.check(s, this) : Finding.without(s, Verdict.NOT_RUN, s.reason());
            case ANALYTIC -> analytic(s);
        };
    }

    private Finding analytic(Statement s) {
        long begun = System.nanoTime();
        try {
            Object measured = s.measure() instanceof Measure.Named named
                    ? Checks.find(named.name()).measure(instruments)
                    : expressions.value(((Measure.Expression) s.measure()).text(), Map.of());
            return judged(s, measured, s.tolerance(), Map.of(), begun);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            return Finding.failed(s, problem(s, e), seconds(begun));
        }
    }

    /**
     * The finding that a measured value amounts to.
     *
     * @param measured number, text, estimate or list
     * @param tolerance for the comparison
     * @param variables what the explanation may name beside {@code stated} and {@code measured}
     * @param begun {@code System.nanoTime()} when the check began
     */
    Finding judged(Statement s, Object measured, double tolerance, Map<String, Object> variables, long begun) {
        Judgement judgement = Judgement.of(s, measured, tolerance);
        Map<String, Object> values = new HashMap<>(variables);
        values.put("measured", measured);
        values.put("stated", s.stated().orElseThrow());
        String explanation = expressions.fill(s.explanation(), values, Figure::text);
        return new Finding(
                s,
                judgement.verdict(),
                Optional.of(measured),
                judgement.difference(),
                explanation,
                Optional.empty(),
                "",
                List.of(),
                seconds(begun));
    }

    /** Evaluates an expression. */
    Object value(String expression, Map<String, ?> variables) {
        return expressions.value(expression, variables);
    }

    /** One line on why a check could not run. */
    static String problem(Statement s, Throwable e) {
        String what = Expressions.isForPeople(e)
                ? e.getMessage()
                : e.getClass().getSimpleName() + ": " + String.valueOf(e.getMessage());
        return s.place() + ": " + s.id() + " could not run: " + what.replaceAll("\\s*\\R\\s*", " ");
    }

    static double seconds(long begun) {
        return (System.nanoTime() - begun) / NANOS;
    }
}
