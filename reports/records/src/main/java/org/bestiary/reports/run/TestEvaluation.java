package org.bestiary.reports.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bestiary.reports.evaluation.Calibration;
import org.bestiary.reports.evaluation.ClassMetrics;
import org.bestiary.reports.evaluation.ConfusionMatrix;
import org.bestiary.reports.evaluation.Wilson;

/**
 * How the best parameters did on the test split. Fields from {@code top5} on came with layout 2 and are empty in records of
 * layout 1.
 *
 * @param examples number of test examples
 * @param loss mean loss; may be NaN
 * @param top1 top-1 accuracy, in percent
 * @param top1Low lower end of its Wilson 95% interval, in percent
 * @param top1High upper end, in percent
 * @param perClass figures of every class, in index order
 * @param confusion counts, rows being the true class and columns the predicted one
 * @param top5 the percentage of examples whose class is among the five most probable; empty for up to 5 classes
 * @param calibration how far the probabilities can be believed
 * @param dataSha256 digest of the images and labels; two evaluations can be paired if it is the same
 */
public record TestEvaluation(
        long examples,
        double loss,
        double top1,
        double top1Low,
        double top1High,
        List<ClassMetrics> perClass,
        List<List<Integer>> confusion,
        OptionalDouble top5,
        Optional<Calibration> calibration,
        Optional<String> dataSha256) {
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
        top5 = Rules.percent("test.top5", top5);
        calibration = Rules.orEmpty(calibration);
        dataSha256 = Rules.sha256("test.dataSha256", dataSha256);
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
                matrix.rows(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same with what only the probabilities of all classes can tell. */
    public TestEvaluation withProbabilities(OptionalDouble newTop5, Calibration newCalibration) {
        return new TestEvaluation(
                examples,
                loss,
                top1,
                top1Low,
                top1High,
                perClass,
                confusion,
                newTop5,
                Optional.of(newCalibration),
                dataSha256);
    }

    /** The same with the digest of its images. */
    public TestEvaluation onImages(String newDataSha256) {
        return new TestEvaluation(
                examples,
                loss,
                top1,
                top1Low,
                top1High,
                perClass,
                confusion,
                top5,
                calibration,
                Optional.of(newDataSha256));
    }

    /** The number of right answers. */
    public long correct() {
        return ConfusionMatrix.of(confusion).correct();
    }

    /** The mean of the classes' F1 in percent, each class counting the same; empty if no class has one. */
    public OptionalDouble macroF1() {
        return perClass.stream().flatMapToDouble(m -> m.f1().stream()).average();
    }
}
