package org.bestiary.datasets.memory;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.LoadOptions;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Batches of a table of images, epoch after epoch, for DL4J's {@code fit} and {@code evaluate}.
 *
 * <p>Features are float32 'c' arrays {@code [N,H,W,C]} or {@code [N,C,H,W]}; labels are float32 {@code [N,classes]},
 * one-hot unless an augmentation mixes images. Batches are assembled ahead of time by background threads. A batch is a
 * pure function of (seeds, epoch, batch), so {@link #seek} places the iterator anywhere, the number of threads changes
 * nothing, and a run that was interrupted goes on with the very batches it would have seen.
 *
 * <p>Arrays are reused: a data set is valid until {@link #next()} has been called again. Copy what must live longer.
 * {@link #asyncSupported()} is therefore false, and DL4J does not wrap the iterator in a queue of its own.
 *
 * <p>{@link #reset()} goes on to the next epoch if the current one has been begun, and does nothing right after opening,
 * {@code seek} or {@code reset}; it is harmless when DL4J calls it once too often. Not thread safe.
 */
public final class BatchIterator implements DataSetIterator, AutoCloseable {
    private static final long serialVersionUID = 1L;

    private record Batch(Slot slot, DataSet data) {}

    private final transient ImageTable images;
    private final transient List<String> classNames;
    private final transient LoadOptions options;
    private final transient BatchAssembler assembler;
    private final transient Prefetcher<Batch> prefetcher;
    private final transient Deque<Slot> free = new ArrayDeque<>();
    private final transient List<Slot> slots;
    private transient Slot lent;
    private transient DataSetPreProcessor preProcessor;
    private transient int orderEpoch = -1;
    private transient EpochOrder order;
    private int epoch;
    private int batch;
    private boolean begun;

    /**
     * Batches of any table of images. Those of a data set come from {@link LoadedDataset#open}.
     *
     * @param images what is read
     * @param classNames in the order of the labels
     * @param options how batches are cut; its normalisation is not looked at
     * @param normalisation from pixels to numbers
     * @throws DataException if there is no batch
     */
    public BatchIterator(ImageTable images, List<String> classNames, LoadOptions options, Normalisation normalisation) {
        this.images = images;
        this.classNames = classNames;
        this.options = options;
        this.assembler = new BatchAssembler(images, options, normalisation);
        if (batchesPerEpoch() == 0) {
            throw new DataException("A batch of " + options.batch() + " with the last one dropped leaves nothing of "
                    + images.count() + " images; use a smaller batch.");
        }
        int ahead = options.threads() + options.prefetch();
        this.slots = Arrays.asList(new Slot[ahead + 1]); // one more than in preparation: the one that is lent
        slots.replaceAll(none -> new Slot());
        free.addAll(slots);
        this.prefetcher = new Prefetcher<>(options.threads(), ahead, this::prepare);
    }

    /** Takes a free slot in this thread; the work fills it in another. */
    private Prefetcher.Work<Batch> prepare(long number) {
        int ofEpoch = Math.toIntExact(number / batchesPerEpoch());
        int ofBatch = (int) (number % batchesPerEpoch());
        int[] indices = indices(ofEpoch, ofBatch);
        Slot slot = free.remove();
        DataSet data = slot.arrays(indices.length, shape(), options.layout(), classNames);
        int from = ofBatch * options.batch();
        int[] repeats = order(ofEpoch).repeats(from, from + indices.length);
        return () -> new Batch(slot, assembler.assemble(data, ofEpoch, ofBatch, indices, repeats));
    }

    /**
     * The shape of one image in a batch, after augmentation.
     *
     * @return channels, height, width
     */
    public ImageShape shape() {
        return assembler.shape();
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
     * How many images an epoch shows, one that comes twice counted twice.
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
     * @throws DataException if there is no such position
     */
    public void seek(int toEpoch, int toBatch) {
        if (toEpoch < 0 || toBatch < 0 || toBatch > batchesPerEpoch()) {
            throw new DataException("The position must be an epoch from 0 and a batch from 0 to " + batchesPerEpoch()
                    + ", got epoch " + toEpoch + ", batch " + toBatch + "; was the batch size or the data changed?");
        }
        epoch = toEpoch;
        batch = toBatch;
        begun = false;
    }

    /**
     * Which images a batch of an epoch shows.
     *
     * @param ofEpoch from 0
     * @param ofBatch from 0
     * @return indices into the split's table, in the order of the batch
     */
    public int[] indices(int ofEpoch, int ofBatch) {
        int from = Math.multiplyExact(ofBatch, options.batch());
        return order(ofEpoch).images(from, Math.min(from + options.batch(), imagesPerEpoch()));
    }

    /**
     * An image as an epoch shows it for the first time, wherever the iterator stands.
     *
     * @param ofEpoch from 0
     * @param index into the split's table
     * @return arrays of their own for one image, without changes that are made to whole batches
     */
    public DataSet image(int ofEpoch, int index) {
        DataSet data = new Slot().arrays(1, shape(), options.layout(), classNames);
        return assembler.images(data, ofEpoch, new int[] {index}, new int[0]);
    }

    private EpochOrder order(int ofEpoch) {
        if (ofEpoch != orderEpoch) {
            order = EpochOrder.of(images, options, ofEpoch);
            orderEpoch = ofEpoch;
        }
        return order;
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
        long number = (long) epoch * batchesPerEpoch() + batch;
        giveBack(number);
        Batch taken;
        try {
            taken = prefetcher.take(number);
        } catch (RuntimeException e) {
            reclaim();
            throw e;
        }
        lent = taken.slot();
        batch++;
        begun = true;
        if (preProcessor != null) {
            preProcessor.preProcess(taken.data());
        }
        return taken.data();
    }

    /** The data set handed out last is no longer in use; after a jump, neither is anything that was prepared. */
    private void giveBack(long number) {
        if (!prefetcher.continuesAt(number)) {
            reclaim();
        } else if (lent != null) {
            free.add(lent);
        }
        lent = null;
    }

    private void reclaim() {
        prefetcher.drop();
        free.clear();
        free.addAll(slots);
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
        return shape().values();
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

    /** Ends the background work and frees the arrays; data sets returned earlier must not be used any more. */
    @Override
    public void close() {
        prefetcher.close();
        slots.forEach(Slot::close);
    }
}
