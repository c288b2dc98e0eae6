package org.bestiary.experiments.lecture;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.train.TrainedModel;
import org.bestiary.reports.run.RunDirectory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** How much accuracy a trained network loses when its test images are shifted by 1 to 6 pixels. */
final class ShiftedImages {
    private static final int FARTHEST = 6;
    private static final int BATCH = 500;

    private final DataDirectory data;
    private final Map<Path, Double> measured = new HashMap<>();

    /**
     * @param data where data sets are
     */
    ShiftedImages(DataDirectory data) {
        this.data = data;
    }

    /**
     * Points of accuracy lost: without a shift, less the mean over shifts of 1 to 6 pixels. A quarter of the images each
     * goes right, down, left and up; what comes in is the background, the first pixel.
     *
     * @param directory of a finished run
     */
    double lost(Path directory) {
        return measured.computeIfAbsent(directory, this::measure);
    }

    private double measure(Path directory) {
        RunDirectory run = RunDirectory.open(directory);
        TrainedModel model = TrainedModel.open(run);
        LoadedDataset images = TestImages.of(run, model, data);
        double shifted = 0;
        for (int by = 1; by <= FARTHEST; by++) {
            shifted += accuracy(model, images, by) / FARTHEST;
        }
        return accuracy(model, images, 0) - shifted;
    }

    private static double accuracy(TrainedModel model, LoadedDataset data, int by) {
        LoadOptions options = TestImages.options(BATCH, model);
        int right = 0;
        int all = 0;
        try (BatchIterator batches = data.open(Split.TEST, options)) {
            while (batches.hasNext()) {
                DataSet batch = batches.next();
                INDArray logits = model.logits(shift(batch.getFeatures(), by));
                int[] called = logits.argMax(1).toIntVector();
                int[] labels = batch.getLabels().argMax(1).toIntVector();
                for (int i = 0; i < called.length; i++) {
                    right += called[i] == labels[i] ? 1 : 0;
                }
                all += called.length;
            }
        }
        return 100.0 * right / all;
    }

    /** N x C x H x W images, each moved by so many pixels. */
    static INDArray shift(INDArray images, int by) {
        int n = (int) images.size(0);
        int channels = (int) images.size(1);
        int height = (int) images.size(2);
        int width = (int) images.size(3);
        float[] from = images.dup('c').data().asFloat();
        float[] to = new float[from.length];
        for (int i = 0; i < n; i++) {
            int dx = new int[] {by, 0, -by, 0}[i % 4];
            int dy = new int[] {0, by, 0, -by}[i % 4];
            for (int c = 0; c < channels; c++) {
                int map = (i * channels + c) * height * width;
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        boolean inside = y - dy >= 0 && y - dy < height && x - dx >= 0 && x - dx < width;
                        to[map + y * width + x] = inside ? from[map + (y - dy) * width + x - dx] : from[map];
                    }
                }
            }
        }
        return Nd4j.create(to, new long[] {n, channels, height, width}, 'c');
    }
}
