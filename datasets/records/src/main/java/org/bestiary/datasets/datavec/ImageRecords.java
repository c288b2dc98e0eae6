package org.bestiary.datasets.datavec;

import java.io.DataInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.datasets.memory.LoadedDataset;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Images of any data set as records of DataVec, augmented by a seed as our own iterators do it: an array {@code [1,C,H,W]}
 * (or {@code [1,H,W,C]}) and the label as a number. Any DL4J program can train on it:
 *
 * <pre>{@code
 * RecordReader records = new ImageRecords(data, Split.TRAIN, LoadOptions.batch(64).withLayout(Layout.NCHW).withShuffle(1));
 * DataSetIterator batches = new RecordReaderDataSetIterator(records, 64, 1, data.card().classes().size());
 * net.fit(batches, 10);
 * }</pre>
 *
 * <p>Needs no {@code initialize}. {@link #reset} goes on to the next epoch, with an order and changes of its own, if more
 * than one record of the current epoch was read; otherwise it begins the same epoch again, because
 * RecordReaderDataSetIterator reads one record to see what records are like. Records are read ahead by background threads in
 * batches of the options' size. Not thread safe.
 */
public final class ImageRecords extends BaseRecordReader {
    private static final long serialVersionUID = 1L;

    private final transient LoadedDataset data;
    private final transient Split split;
    private final transient ImageTable images;
    private final transient BatchIterator batches;
    private transient Configuration configuration = new Configuration();
    private transient DataSet batch;
    private transient int[] indices = new int[0];
    private int inBatch;
    private long read;

    /**
     * Opens a reader at the beginning of epoch 0.
     *
     * @param data which images
     * @param split of them
     * @param options layout, normalisation, order, augmentation and threads; the batch size is that of reading ahead
     * @throws DataException if the split has no images, or the augmentation mixes images, whose labels are no numbers
     */
    public ImageRecords(LoadedDataset data, Split split, LoadOptions options) {
        options.augmentation().filter(a -> a.changesBatches()).ifPresent(a -> {
            throw new DataException("Records are single images, but augmentation '" + a.name()
                    + "' mixes those of a batch; choose another one.");
        });
        this.data = data;
        this.split = split;
        this.images = data.images(split);
        this.batches = data.open(split, options);
    }

    /** Nothing to do: the images are known. */
    @Override
    public void initialize(InputSplit ignored) {
        // There is no file to open.
    }

    /** Nothing to do: the images are known. */
    @Override
    public void initialize(Configuration conf, InputSplit ignored) {
        setConf(conf);
    }

    @Override
    public boolean hasNext() {
        return inBatch < indices.length || batches.hasNext();
    }

    /**
     * The next image of the epoch.
     *
     * @return an array of its own and the label
     */
    @Override
    public List<Writable> next() {
        return nextRecord().getRecord();
    }

    @Override
    public Record nextRecord() {
        if (!hasNext()) {
            throw new NoSuchElementException("All images of epoch " + batches.epoch() + " were read; call reset()");
        }
        if (inBatch == indices.length) {
            indices = batches.indices(batches.epoch(), batches.batchInEpoch());
            batch = batches.next();
            inBatch = 0;
        }
        int index = indices[inBatch];
        INDArray image = batch.getFeatures()
                .get(
                        NDArrayIndex.interval(inBatch, inBatch + 1),
                        NDArrayIndex.all(),
                        NDArrayIndex.all(),
                        NDArrayIndex.all())
                .dup('c');
        inBatch++;
        read++;
        invokeListeners(index);
        return record(image, index);
    }

    private Record record(INDArray image, int index) {
        return new org.datavec.api.records.impl.Record(
                List.of(new NDArrayWritable(image), new IntWritable(images.label(index))),
                new RecordMetaDataIndex(index, location(), ImageRecords.class));
    }

    private URI location() {
        try {
            return new URI("bestiary", data.id(), split.name().toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Any id can be quoted", e);
        }
    }

    @Override
    public void reset() {
        batches.seek(batches.epoch() + (read > 1 || !hasNext() ? 1 : 0), 0);
        indices = new int[0];
        inBatch = 0;
        read = 0;
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    /**
     * The epoch that is being read.
     *
     * @return from 0
     */
    public int epoch() {
        return batches.epoch();
    }

    /** Names of the classes in label order. */
    @Override
    public List<String> getLabels() {
        return data.card().classes();
    }

    @Override
    public Record loadFromMetaData(RecordMetaData meta) {
        return loadFromMetaData(List.of(meta)).get(0);
    }

    /** Images again, as the current epoch shows them. */
    @Override
    public List<Record> loadFromMetaData(List<RecordMetaData> metas) {
        List<Record> records = new ArrayList<>();
        for (RecordMetaData meta : metas) {
            int index = Math.toIntExact(((RecordMetaDataIndex) meta).getIndex());
            records.add(record(batches.image(batches.epoch(), index).getFeatures(), index));
        }
        return records;
    }

    @Override
    public List<Writable> record(URI uri, DataInputStream stream) {
        throw new UnsupportedOperationException("Images of a data set are not read from streams");
    }

    @Override
    public void setConf(Configuration value) {
        configuration = value;
    }

    @Override
    public Configuration getConf() {
        return configuration;
    }

    /** Ends the background work. */
    @Override
    public void close() {
        batches.close();
    }
}
