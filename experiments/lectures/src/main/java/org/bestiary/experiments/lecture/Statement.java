package org.bestiary.experiments.lecture;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One statement of a lecture and how it is checked: a row of a ledger.
 *
 * @param id its name, unique among the ledgers in use
 * @param lecture id of the lecture
 * @param topic heading under which reports show it
 * @param text the statement, short
 * @param kind how it can be checked
 * @param stated the stated value: number, text or list; empty if it names none
 * @param statedText the stated value in the lecture's words; empty for the value itself
 * @param units units of the values: none, one, or one each
 * @param measure where the measured value comes from
 * @param compare how it is held against the stated one
 * @param tolerance relative for {@code about}, absolute for {@code within} and {@code zero}
 * @param explanation text with blanks, {@code ${...}}, that says what was counted and why the figure is what it is
 * @param budgets for training: the experiments by budget
 * @param rule for training: how the runs decide, in words
 * @param reason why nothing can be measured; empty if something can
 * @param drawing what the report draws beside it
 * @param place file and line
 */
public record Statement(
        String id,
        String lecture,
        String topic,
        String text,
        StatementKind kind,
        Optional<Object> stated,
        String statedText,
        List<String> units,
        Measure measure,
        Compare compare,
        double tolerance,
        String explanation,
        Map<Budget, Experiments> budgets,
        String rule,
        String reason,
        Optional<Drawing> drawing,
        String place) {

    public Statement {
        units = List.copyOf(units);
        budgets = budgets.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(budgets));
    }

    /** Where a measured value comes from. */
    public sealed interface Measure {
        /**
         * An expression.
         *
         * @param text what is evaluated
         */
        record Expression(String text) implements Measure {}

        /**
         * A check by name.
         *
         * @param name its name
         */
        record Named(String name) implements Measure {}

        /** Nowhere. */
        record None() implements Measure {}
    }

    /** What the report draws. */
    public sealed interface Drawing {
        /**
         * The receptive field of a chain, along a row of the image.
         *
         * @param chain as {@code arith} takes it
         */
        record Field(String chain) implements Drawing {}

        /**
         * The multiply-adds of chains side by side.
         *
         * @param chains as {@code arith} takes them
         */
        record Cost(List<String> chains) implements Drawing {
            public Cost {
                chains = List.copyOf(chains);
            }
        }

        /** Where max pooling sends its gradients, in the example of the check {@code maxpool-backward}. */
        record Routing() implements Drawing {}
    }

    /** How much time an experiment may take. */
    public enum Budget {
        /** Minutes, with a weaker rule. */
        QUICK,
        /** What the lecture did. */
        FULL
    }

    /**
     * The experiments behind a training statement.
     *
     * @param specs names of shipped specs, or files
     * @param note what is weaker than in the lecture; empty if nothing
     * @param tolerance in place of the statement's own
     */
    public record Experiments(List<String> specs, String note, double tolerance) {
        public Experiments {
            specs = List.copyOf(specs);
        }
    }

    /** The stated value for people, with its unit. */
    public String statedForPeople() {
        if (!statedText.isEmpty()) {
            return statedText;
        }
        return stated.map(s -> compare.prefix() + Figure.text(s, units)).orElse("");
    }
}
