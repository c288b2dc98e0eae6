package org.bestiary.datasets.memory;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.FloatBatch;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fills the arrays of a batch: reads, augments, normalises. What it writes is a function of (epoch, batch) only; any
 * number of threads may assemble different batches at once.
 */
final class BatchAssembler {
    private final ImageTable images;
    private final LoadOptions options;
    private final Optional<Augmentation> augmentation;
    private final ImageShape shape;
    private final BatchWriter writer;
    private final ThreadLocal<Picture> pictures = ThreadLocal.withInitial(Picture::new);
    private final ThreadLocal<float[]> rows;
    private final ThreadLocal<float[]> numbers;

    BatchAssembler(ImageTable images, LoadOptions options, Normalisation normalisation) {
        this.images = images;
        this.options = options;
        this.augmentation = options.augmentation();
        augmentation.ifPresent(a -> check(images, a));
        this.shape = augmentation.map(a -> a.shape(images.shape())).orElse(images.shape());
        this.writer = new BatchWriter(shape, options.layout(), normalisation);
        this.rows = ThreadLocal.withInitial(() -> new float[shape.values()]);
        this.numbers = ThreadLocal.withInitial(() -> new float[images.shape().values()]);
    }

    /**
     * Whether images can be changed so.
     *
     * @throws DataException if pixels are to be changed where there are none
     */
    static void check(ImageTable images, Augmentation augmentation) {
        if (images.numeric() && augmentation.changesImages()) {
            throw new DataException("Augmentation '" + augmentation.name()
                    + "' changes pixels, but these images are numbers that are none; leave it out.");
        }
    }

    /** The shape of an image in a batch. */
    ImageShape shape() {
        return shape;
    }

    /**
     * Fills the arrays of a batch.
     *
     * @param indices of its images
     * @param repeats how often each of them was shown before in the epoch; empty where no image comes twice
     */
    DataSet assemble(DataSet data, int epoch, int batch, int[] indices, int[] repeats) {
        images(data, epoch, indices, repeats);
        augmentation.ifPresent(a -> a.applyToBatch(
                new FloatBatch(
                        data.getFeatures().data().asNioFloat(),
                        data.getLabels().data().asNioFloat(),
                        indices.length,
                        shape,
                        options.layout(),
                        images.classes()),
                AugmentedImages.stream(options.augmentSeed(), epoch)
                        .split("batch")
                        .split(batch)));
        tag(data);
        return data;
    }

    /** Images of an epoch, before what is done to whole batches. */
    DataSet images(DataSet data, int epoch, int[] indices, int[] repeats) {
        FloatBuffer features = data.getFeatures().data().asNioFloat();
        FloatBuffer labels = data.getLabels().data().asNioFloat();
        int classes = images.classes();
        labels.put(0, new float[indices.length * classes]);
        RandomStream ofEpoch = AugmentedImages.stream(options.augmentSeed(), epoch);
        for (int i = 0; i < indices.length; i++) {
            RandomStream ofImage = ofEpoch.split(indices[i]);
            // An image that comes again is changed in another way.
            boolean again = repeats.length > 0 && repeats[i] > 0;
            write(indices[i], again ? ofImage.split("again").split(repeats[i]) : ofImage, features, i);
            labels.put(i * classes + images.label(indices[i]), 1f);
        }
        tag(data);
        return data;
    }

    private void write(int index, RandomStream ofImage, FloatBuffer features, int position) {
        if (images.numeric()) {
            float[] values = numbers.get();
            images.readNumbers(index, values, 0);
            writer.write(values, rows.get(), features, position);
            return;
        }
        Picture picture = pictures.get();
        picture.read(images, index);
        if (augmentation.isPresent()) {
            augmentation.get().apply(picture, ofImage);
        }
        writer.write(picture.pixels(), rows.get(), features, position);
    }

    /** A no-op on processors; on a GPU it says that the host copy is the newer one. */
    private static void tag(DataSet data) {
        Nd4j.getAffinityManager().tagLocation(data.getFeatures(), AffinityManager.Location.HOST);
        Nd4j.getAffinityManager().tagLocation(data.getLabels(), AffinityManager.Location.HOST);
    }
}
