package org.bestiary.reports.html;

import java.util.Locale;
import java.util.Optional;
import org.bestiary.reports.evaluation.ConfusionMatrix;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.run.TestEvaluation;

/** The one number of a run: its test accuracy, or what there is as long as there is none. */
record HeadlineView(String number, Optional<String> unit, String label, Optional<Interval> interval) {
    /** The accuracy and its interval on a scale that ends at 100%; positions in percent of the scale's length. */
    record Interval(
            String low,
            String high,
            String wrong,
            String examples,
            String from,
            String left,
            String width,
            String point) {
        static Interval of(TestEvaluation test) {
            return of(test, scaleStart(test.top1Low()));
        }

        /** The interval on a scale that starts at {@code from} percent. */
        static Interval of(TestEvaluation test, double from) {
            double length = 100 - from;
            return new Interval(
                    Figures.percent(test.top1Low()),
                    Figures.percent(test.top1High()),
                    Figures.count(test.examples()
                            - ConfusionMatrix.of(test.confusion()).correct()),
                    Figures.count(test.examples()),
                    String.format(Locale.ROOT, "%.0f", from),
                    Figures.share(test.top1Low() - from, length),
                    Figures.share(test.top1High() - test.top1Low(), length),
                    Figures.share(test.top1() - from, length));
        }

        /** The ends and the middle of any range on a scale that starts at {@code from} percent. */
        static Interval of(double low, double middle, double high, double from) {
            double length = 100 - from;
            return new Interval(
                    Figures.percent(low),
                    Figures.percent(high),
                    "",
                    "",
                    String.format(Locale.ROOT, "%.0f", from),
                    Figures.share(low - from, length),
                    Figures.share(high - low, length),
                    Figures.share(middle - from, length));
        }

        /** The scale shows the last tenth, half or all of the way to 100%, so that the interval has a visible width. */
        static double scaleStart(double low) {
            return low >= 90 ? 90 : low >= 50 ? 50 : 0;
        }
    }

    /** The style: a number is set larger than a word. */
    String kind() {
        return unit.isPresent() ? "number" : "word";
    }

    static HeadlineView of(RunRecord run) {
        if (run.status() == RunStatus.DIVERGED) {
            return new HeadlineView("diverged", Optional.empty(), "the loss stopped being a number", Optional.empty());
        }
        if (run.test().isPresent()) {
            TestEvaluation test = run.test().get();
            return new HeadlineView(
                    Figures.percent(test.top1()), Optional.of("%"), "test accuracy", Optional.of(Interval.of(test)));
        }
        if (run.best().isPresent() && run.best().get().validationAccuracy().isPresent()) {
            return new HeadlineView(
                    Figures.percent(run.best().get().validationAccuracy()),
                    Optional.of("%"),
                    "best validation accuracy so far",
                    Optional.empty());
        }
        return new HeadlineView(run.status().label(), Optional.empty(), "no result yet", Optional.empty());
    }
}
