package org.bestiary.reports.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bestiary.reports.evaluation.Holm;
import org.bestiary.reports.evaluation.McNemar;
import org.bestiary.reports.evaluation.PairedSeeds;
import org.bestiary.reports.run.Answers;
import org.bestiary.reports.run.TestEvaluation;

/** Which differences of accuracy are more than chance. */
public final class Significance {
    /** Corrected p-values below this are called significant. */
    public static final double LEVEL = 0.05;

    private Significance() {}

    /**
     * A pair of networks, tested.
     *
     * @param first position of one in the comparison
     * @param second position of the other
     * @param difference accuracy of the first minus that of the second, in percentage points
     * @param mcnemar the test over test images; empty if there is more than one seed or the images are not the same
     * @param seeds the test over seeds (and folds); empty if fewer than two are shared
     * @param p two-sided p-value of the test that was made
     * @param corrected the same after Holm's correction for all pairs that were tested
     */
    public record Pair(
            int first,
            int second,
            double difference,
            Optional<McNemar> mcnemar,
            Optional<PairedSeeds> seeds,
            double p,
            double corrected) {
        /** Whether the difference is more than chance at {@link Significance#LEVEL}. */
        public boolean significant() {
            return corrected < LEVEL;
        }

        private Pair correctedTo(double value) {
            return new Pair(first, second, difference, mcnemar, seeds, p, value);
        }
    }

    /** Every pair that can be tested. */
    static List<Pair> of(List<Entry> entries) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            for (int j = i + 1; j < entries.size(); j++) {
                pair(entries, i, j).ifPresent(pairs::add);
            }
        }
        List<Double> corrected = Holm.correct(pairs.stream().map(Pair::p).toList());
        return IntStream.range(0, pairs.size())
                .mapToObj(i -> pairs.get(i).correctedTo(corrected.get(i)))
                .toList();
    }

    private static Optional<Pair> pair(List<Entry> entries, int i, int j) {
        Entry first = entries.get(i);
        Entry second = entries.get(j);
        if (first.results().isEmpty() || second.results().isEmpty() || !sameData(first, second)) {
            return Optional.empty();
        }
        double difference = first.accuracy().orElseThrow().mean()
                - second.accuracy().orElseThrow().mean();
        List<Double> shared = shared(first, second);
        if (shared.size() > 1) {
            int folds = first.repeats().ofFolds();
            PairedSeeds test = folds > 1 ? PairedSeeds.ofFolds(shared, folds) : PairedSeeds.of(shared);
            return Optional.of(
                    new Pair(i, j, test.meanDifference(), Optional.empty(), Optional.of(test), test.p(), test.p()));
        }
        if (first.results().size() > 1 || second.results().size() > 1) {
            return Optional.empty();
        }
        return mcnemar(first, second)
                .map(test -> new Pair(i, j, difference, Optional.of(test), Optional.empty(), test.p(), test.p()));
    }

    private static boolean sameData(Entry first, Entry second) {
        return first.runs()
                .get(0)
                .record()
                .dataset()
                .sha256()
                .equals(second.runs().get(0).record().dataset().sha256());
    }

    private static List<Double> shared(Entry first, Entry second) {
        List<Double> differences = new ArrayList<>();
        for (ComparedRun a : first.runs()) {
            for (ComparedRun b : second.runs()) {
                if (a.record().seed() == b.record().seed()
                        && a.record().fold().equals(b.record().fold())
                        && a.result().isPresent()
                        && b.result().isPresent()) {
                    differences.add(a.result().get().top1() - b.result().get().top1());
                    break;
                }
            }
        }
        return differences;
    }

    private static Optional<McNemar> mcnemar(Entry first, Entry second) {
        ComparedRun a = completed(first);
        ComparedRun b = completed(second);
        Optional<String> images = a.result().flatMap(TestEvaluation::dataSha256);
        boolean same = images.isPresent() && images.equals(b.result().flatMap(TestEvaluation::dataSha256));
        if (!same || a.answers().isEmpty() || b.answers().isEmpty()) {
            return Optional.empty();
        }
        Answers x = a.answers().get();
        Answers y = b.answers().get();
        if (x.count() != y.count()) {
            return Optional.empty();
        }
        long onlyFirst = IntStream.range(0, x.count())
                .filter(i -> x.correct(i) && !y.correct(i))
                .count();
        long onlySecond = IntStream.range(0, x.count())
                .filter(i -> y.correct(i) && !x.correct(i))
                .count();
        return Optional.of(McNemar.of(onlyFirst, onlySecond));
    }

    private static ComparedRun completed(Entry entry) {
        return entry.runs().stream()
                .filter(run -> run.result().isPresent())
                .findFirst()
                .orElseThrow();
    }
}
