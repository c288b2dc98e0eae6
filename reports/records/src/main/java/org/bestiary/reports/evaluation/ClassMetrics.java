package org.bestiary.reports.evaluation;

import java.util.OptionalDouble;

/**
 * How one class fared in an evaluation.
 *
 * @param name name of the class
 * @param precision of the examples called this class, the percentage that are; empty if none was called so
 * @param recall of the examples of this class, the percentage called so; empty if there is none
 * @param f1 harmonic mean of precision and recall in percent; empty if neither an example nor a prediction exists
 * @param support number of examples of this class
 */
public record ClassMetrics(
        String name, OptionalDouble precision, OptionalDouble recall, OptionalDouble f1, long support) {
    public ClassMetrics {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a class must have a name, got a blank one; name every class");
        }
        precision = percent("precision", precision);
        recall = percent("recall", recall);
        f1 = percent("f1", f1);
        if (support < 0) {
            throw new IllegalArgumentException(
                    "support must be at least 0, got " + support + " for class " + name + "; count the examples");
        }
    }

    private static OptionalDouble percent(String field, OptionalDouble value) {
        if (value == null || value.isEmpty()) {
            return OptionalDouble.empty();
        }
        double given = value.getAsDouble();
        if (!(given >= 0 && given <= 100)) {
            throw new IllegalArgumentException(
                    field + " must be within 0 to 100 percent, got " + given + "; leave it empty if undefined");
        }
        return value;
    }
}
