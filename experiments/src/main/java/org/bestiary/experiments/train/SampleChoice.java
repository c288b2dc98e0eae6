package org.bestiary.experiments.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.RandomStream;
import org.bestiary.reports.run.Prediction;
import org.bestiary.reports.run.Predictions;

/** Which test images a report shows: the mistakes that the network was surest of, and a random sample. */
final class SampleChoice {
    private static final int SHOWN = 24;

    private SampleChoice() {}

    /**
     * Chooses.
     *
     * @param images the test images
     * @param result what the network said of them, in the order of the table
     * @param seed of the random sample
     */
    static Predictions of(ImageTable images, Evaluator.Result result, long seed) {
        List<Prediction> worst = IntStream.range(0, images.count())
                .filter(i -> result.predicted()[i] != images.label(i))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -result.probability()[i])
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .map(i -> prediction(images, result, i))
                .toList();
        List<Prediction> random = new ArrayList<>();
        int[] order = RandomStream.of(seed).permutation(images.count());
        for (int i : Arrays.copyOf(order, Math.min(SHOWN, order.length))) {
            random.add(prediction(images, result, i));
        }
        return new Predictions(worst, random);
    }

    private static Prediction prediction(ImageTable images, Evaluator.Result result, int i) {
        return new Prediction(
                i,
                images.label(i),
                result.predicted()[i],
                result.probability()[i],
                result.labelProbability()[i],
                images.shape().channels(),
                images.shape().height(),
                images.shape().width(),
                images.pixels(i));
    }
}
