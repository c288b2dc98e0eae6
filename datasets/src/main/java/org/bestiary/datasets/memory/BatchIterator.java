package org.bestiary.datasets.memory;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Normalisation;
import org.bestiary.datasets.RandomStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batches of a table of images, epoch after epoch, for DL4J's {@code fit} and {@code evaluate}.
 *
 * <p>Features are float32 'c' arrays {@code [N,H,W,C]} or {@code [N,C,H,W]}; labels are one-hot float32
 * {@code [N,classes]}. The order of an epoch is a pure function of (seed, epoch), so {@link #seek} places the iterator
 * anywhere, and a run that was interrupted goes on with the very batches it would have seen.
 *
 * <p>Arrays are reused: a data set is valid until {@link #next()} has been called again. Copy what must live longer.
 * {@link #asyncSupported()} is therefore false, and DL4J does not wrap the iterator in a queue of its own.
 *
 * <p>{@link #reset()} goes on to the next epoch if the current one has been begun, and does nothing right after opening,
 * {@code seek} or {@code reset}; it is harmless when DL4J calls it once too often. Not thread safe.
 */
public final class BatchIterator implements DataSetIterator, AutoCloseable {
    private static final long serialVersionUID = 1L;

    private final transient ImageTable images;
    private final transient List<String> classNames;
    private final transient LoadOptions options;
    private final transient BatchWriter writer;
    private final transient byte[] image;
    private final transient float[] row;
    private final transient Map<Integer, DataSet> arrays = new HashMap<>();
    private transient DataSetPreProcessor preProcessor;
    private transient int[] order;
    private int epoch;
    private int batch;
    private boolean begun;

    BatchIterator(ImageTable images, List<String> classNames, LoadOptions options, Normalisation normalisation) {
        this.images = images;
        this.classNames = classNames;
        this.options = options;
        this.writer = new BatchWriter(images.shape(), options.layout(), normalisation);
        this.image = new byte[images.shape().values()];
        this.row = new float[images.shape().values()];
        if (batchesPerEpoch() == 0) {
            throw new DataException("A batch of " + options.batch() + " with the last one dropped leaves nothing of "
                    + images.count() + " images; use a smaller batch.");
        }
        seek(0, 0);
    }

    /**
     * How many batches an epoch has.
     *
     * @return at least 1
     */
    public int batchesPerEpoch() {
        int whole = images.count() / options.batch();
        return options.dropLast() || images.count() % options.batch() == 0 ? whole : whole + 1;
    }

    /**
     * How many images an epoch shows.
     *
     * @return the number of images, less those of a dropped last batch
     */
    public int imagesPerEpoch() {
        return options.dropLast() ? batchesPerEpoch() * options.batch() : images.count();
    }

    /**
     * The epoch that {@link #next()} will read from.
     *
     * @return from 0
     */
    public int epoch() {
        return epoch;
    }

    /**
     * The batch within the epoch that {@link #next()} will return.
     *
     * @return from 0; equal to {@link #batchesPerEpoch()} at the end of an epoch
     */
    public int batchInEpoch() {
        return batch;
    }

    /**
     * Places the iterator.
     *
     * @param toEpoch from 0
     * @param toBatch from 0 to {@link #batchesPerEpoch()}, which is the end of the epoch
     */
    public void seek(int toEpoch, int toBatch) {
        if (toEpoch < 0 || toBatch < 0 || toBatch > batchesPerEpoch()) {
            throw new DataException("The position must be an epoch from 0 and a batch from 0 to " + batchesPerEpoch()
                    + ", got epoch " + toEpoch + ", batch " + toBatch + "; was the batch size or the data changed?");
        }
        epoch = toEpoch;
        batch = toBatch;
        begun = false;
        order = orderOf(toEpoch);
    }

    /**
     * Which images a batch of an epoch shows.
     *
     * @param ofEpoch from 0
     * @param ofBatch from 0
     * @return indices into the split's table, in the order of the batch
     */
    public int[] indices(int ofEpoch, int ofBatch) {
        int[] whole = ofEpoch == epoch ? order : orderOf(ofEpoch);
        int from = Math.multiplyExact(ofBatch, options.batch());
        return Arrays.copyOfRange(whole, from, Math.min(from + options.batch(), imagesPerEpoch()));
    }

    private int[] orderOf(int ofEpoch) {
        if (options.shuffleSeed().isPresent()) {
            return RandomStream.of(options.shuffleSeed().getAsLong())
                    .split("shuffle")
                    .split(ofEpoch)
                    .permutation(images.count());
        }
        int[] ascending = new int[images.count()];
        Arrays.setAll(ascending, i -> i);
        return ascending;
    }

    @Override
    public boolean hasNext() {
        return batch < batchesPerEpoch();
    }

    @Override
    public DataSet next() {
        if (!hasNext()) {
            throw new NoSuchElementException(
                    "Epoch " + epoch + " has " + batchesPerEpoch() + " batches and all were read; call reset()");
        }
        int[] indices = indices(epoch, batch);
        DataSet data = arrays.computeIfAbsent(indices.length, this::allocate);
        FloatBuffer features = data.getFeatures().data().asNioFloat();
        FloatBuffer labels = data.getLabels().data().asNioFloat();
        labels.put(new float[indices.length * images.classes()]);
        for (int i = 0; i < indices.length; i++) {
            images.read(indices[i], image, 0);
            writer.write(image, row, features, i);
            labels.put(i * images.classes() + images.label(indices[i]), 1f);
        }
        // A no-op on processors; on a GPU it says that the host copy is the newer one.
        Nd4j.getAffinityManager().tagLocation(data.getFeatures(), AffinityManager.Location.HOST);
        Nd4j.getAffinityManager().tagLocation(data.getLabels(), AffinityManager.Location.HOST);
        batch++;
        begun = true;
        if (preProcessor != null) {
            preProcessor.preProcess(data);
        }
        return data;
    }

    @SuppressWarnings("try") // the scope is needed, not its variable
    private DataSet allocate(int size) {
        try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            INDArray features =
                    Nd4j.createUninitialized(DataType.FLOAT, options.layout().batchShape(size, images.shape()), 'c');
            INDArray labels = Nd4j.createUninitialized(DataType.FLOAT, new long[] {size, images.classes()}, 'c');
            DataSet data = new DataSet(features, labels);
            data.setLabelNames(classNames);
            return data;
        }
    }

    @Override
    public void reset() {
        if (begun || !hasNext()) {
            seek(epoch + 1, 0);
        }
    }

    @Override
    public DataSet next(int count) {
        throw new UnsupportedOperationException("Batches have a fixed size of " + options.batch() + "; call next()");
    }

    @Override
    public int inputColumns() {
        return images.shape().values();
    }

    @Override
    public int totalOutcomes() {
        return images.classes();
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public int batch() {
        return options.batch();
    }

    @Override
    public void setPreProcessor(DataSetPreProcessor value) {
        preProcessor = value;
    }

    @Override
    public DataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    @Override
    public List<String> getLabels() {
        return classNames;
    }

    /** Frees the arrays; data sets returned earlier must not be used any more. */
    @Override
    public void close() {
        for (DataSet data : arrays.values()) {
            data.getFeatures().close();
            data.getLabels().close();
        }
        arrays.clear();
    }
}
