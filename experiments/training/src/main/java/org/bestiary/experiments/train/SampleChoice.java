package org.bestiary.experiments.train;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.RandomStream;
import org.bestiary.reports.run.Answers;
import org.bestiary.reports.run.Prediction;
import org.bestiary.reports.run.Predictions;

/** Which test images a report shows: the surest mistakes, the narrowest decisions, and a random sample. */
final class SampleChoice {
    private static final int SHOWN = 24;

    private SampleChoice() {}

    /**
     * Chooses.
     *
     * @param images the test images as people are shown them
     * @param result what the network said of them, in the order of the table
     * @param seed of the random sample
     */
    static Predictions of(ImageTable images, Evaluator.Result result, long seed) {
        Answers said = result.answers();
        int[] random = RandomStream.of(seed).permutation(images.count());
        return new Predictions(
                first(images, said, i -> !said.correct(i), Comparator.comparing(i -> -said.probability()[i])),
                IntStream.of(Arrays.copyOf(random, Math.min(SHOWN, random.length)))
                        .mapToObj(i -> prediction(images, said, i))
                        .toList(),
                first(images, said, i -> true, Comparator.comparing(i -> result.margins()[i])));
    }

    private static List<Prediction> first(
            ImageTable images, Answers said, IntPredicate which, Comparator<Integer> order) {
        return IntStream.range(0, images.count())
                .filter(which)
                .boxed()
                .sorted(order.thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .map(i -> prediction(images, said, i))
                .toList();
    }

    private static Prediction prediction(ImageTable images, Answers said, int i) {
        return new Prediction(
                i,
                images.label(i),
                said.predicted()[i],
                said.probability()[i],
                said.labelProbability()[i],
                images.shape().channels(),
                images.shape().height(),
                images.shape().width(),
                images.pixels(i));
    }
}
