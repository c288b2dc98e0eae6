package org.bestiary.experiments.lecture;

import java.util.ArrayList;
import java.util.List;

/**
 * The verdict on a measured value.
 *
 * @param verdict reproduced, differs or not reproduced
 * @param difference by how much, in words; empty when reproduced
 */
record Judgement(Verdict verdict, String difference) {
    /**
     * Holds a measured value against the stated one. Lists are compared entry by entry.
     *
     * @param statement the statement, which has a stated value
     * @param measured number, text, estimate or list
     * @param tolerance in place of the statement's own
     */
    static Judgement of(Statement statement, Object measured, double tolerance) {
        List<Object> stated = Figure.flat(statement.stated().orElseThrow());
        List<Object> found = Figure.flat(measured);
        boolean single = stated.size() == 1;
        if (stated.size() == 1 && found.size() > 1) {
            // One bound for all entries: "the gradient is zero everywhere".
            stated = new ArrayList<>(java.util.Collections.nCopies(found.size(), stated.get(0)));
            single = false;
        }
        Verdict failure = statement.compare().figure() ? Verdict.DIFFERS : Verdict.NOT_REPRODUCED;
        if (stated.size() != found.size()) {
            return new Judgement(failure, found.size() + " values in place of " + stated.size());
        }
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < stated.size(); i++) {
            if (!holds(statement.compare(), found.get(i), stated.get(i), tolerance)) {
                String where = single ? "" : "value " + (i + 1) + ": ";
                differences.add(where + difference(statement.compare(), found.get(i), stated.get(i), tolerance));
            }
        }
        return differences.isEmpty()
                ? new Judgement(Verdict.REPRODUCED, "")
                : new Judgement(failure, String.join("; ", differences));
    }

    private static boolean holds(Compare compare, Object measured, Object stated, double tolerance) {
        if (measured instanceof Number m && stated instanceof Number s) {
            return compare.holds(m.doubleValue(), s.doubleValue(), tolerance);
        }
        if (measured instanceof Estimate e && stated instanceof Number s) {
            return compare.holds(e, s.doubleValue(), tolerance);
        }
        return measured.equals(stated);
    }

    private static String difference(Compare compare, Object measured, Object stated, double tolerance) {
        String found = Figure.text(measured);
        if (!(stated instanceof Number s)) {
            return found + " in place of " + stated;
        }
        if (measured instanceof Estimate e && !compare.figure()) {
            boolean undecided = e.low() <= s.doubleValue() && e.high() >= s.doubleValue();
            return found + " is not " + compare.prefix().strip() + " " + Figure.text(stated)
                    + (undecided ? ": the interval holds both answers" : "");
        }
        if (compare == Compare.ZERO) {
            return found + " is farther from 0 than " + Figure.number(tolerance);
        }
        if (!compare.figure()) {
            return found + " is not " + compare.prefix().strip() + " " + Figure.text(stated);
        }
        double value =
                measured instanceof Estimate e ? e.mean() : measured instanceof Number m ? m.doubleValue() : Double.NaN;
        return found + " in place of " + Figure.text(stated)
                + (Double.isNaN(value) ? "" : ": " + Figure.difference(value, s.doubleValue()));
    }
}
