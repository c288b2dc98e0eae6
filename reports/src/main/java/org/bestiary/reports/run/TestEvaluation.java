package org.bestiary.reports.run;

import java.util.List;
import org.bestiary.reports.evaluation.ClassMetrics;
import org.bestiary.reports.evaluation.ConfusionMatrix;
import org.bestiary.reports.evaluation.Wilson;

/**
 * How the best parameters did on the test split.
 *
 * @param examples number of test examples
 * @param loss mean loss; may be NaN
 * @param top1 top-1 accuracy, in percent
 * @param top1Low lower end of its Wilson 95% interval, in percent
 * @param top1High upper end, in percent
 * @param perClass figures of every class, in index order
 * @param confusion counts, rows being the true class and columns the predicted one
 */
public record TestEvaluation(
        long examples,
        double loss,
        double top1,
        double top1Low,
        double top1High,
        List<ClassMetrics> perClass,
        List<List<Integer>> confusion) {
    public TestEvaluation {
        Rules.atLeast("test.examples", 1, examples);
        Rules.percent("test.top1", top1);
        Rules.percent("test.top1Low", top1Low);
        Rules.percent("test.top1High", top1High);
        perClass = Rules.list("test.perClass", perClass);
        confusion = Rules.list("test.confusion", confusion).stream()
                .map(List::copyOf)
                .toList();
        ConfusionMatrix matrix = ConfusionMatrix.of(confusion);
        Rules.require(
                matrix.examples() == examples,
                "test.confusion must count every test example once, got " + matrix.examples() + " counts for "
                        + examples + " examples; evaluate again");
        Rules.require(
                perClass.size() == matrix.classes(),
                "test.perClass must have one entry per class, got " + perClass.size() + " for " + matrix.classes()
                        + " classes; evaluate again");
    }

    /**
     * The evaluation that a confusion matrix and a mean loss amount to.
     *
     * @throws IllegalArgumentException if nothing was counted or the names do not fit the matrix
     */
    public static TestEvaluation of(ConfusionMatrix matrix, double loss, List<String> classNames) {
        Wilson interval = Wilson.of(matrix.correct(), matrix.examples());
        return new TestEvaluation(
                matrix.examples(),
                loss,
                matrix.top1().orElseThrow(),
                interval.low(),
                interval.high(),
                matrix.perClass(classNames),
                matrix.rows());
    }
}
