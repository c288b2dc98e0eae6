package org.bestiary.datasets.datavec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.augment.Presets;
import org.bestiary.datasets.catalog.Strokes;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.datasets.memory.LoadedDataset;
import org.datavec.api.records.Record;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ImageRecordsTest {
    private final LoadedDataset data = LoadedDataset.load(
            new Strokes(50, 20, 9), new DataDirectory(Path.of("unused")), new ValidationSplit(0.1, 1));

    private static LoadOptions options(Layout layout) {
        return LoadOptions.batch(16)
                .withLayout(layout)
                .withShuffle(3)
                .withAugmentation(Presets.find("mnist"), 11)
                .withThreads(2);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void recordsAreTheImagesOfOurBatchesEpochAfterEpoch(Layout layout) {
        LoadOptions options = options(layout);
        try (ImageRecords records = new ImageRecords(data, Split.TRAIN, options);
                BatchIterator batches = data.open(Split.TRAIN, options)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                assertThat(records.epoch()).isEqualTo(epoch);
                int seen = 0;
                while (batches.hasNext()) {
                    DataSet batch = batches.next();
                    for (int i = 0; i < batch.numExamples(); i++) {
                        List<Writable> record = records.next();
                        assertThat(record).hasSize(2);
                        INDArray wanted = batch.getFeatures()
                                .get(
                                        NDArrayIndex.interval(i, i + 1),
                                        NDArrayIndex.all(),
                                        NDArrayIndex.all(),
                                        NDArrayIndex.all());
                        assertThat(((NDArrayWritable) record.get(0)).get()).isEqualTo(wanted);
                        assertThat(batch.getLabels().getInt(i, ((IntWritable) record.get(1)).get()))
                                .isOne();
                        seen++;
                    }
                }
                assertThat(seen).isEqualTo(45);
                assertThat(records.hasNext()).isFalse();
                assertThatThrownBy(records::next).isInstanceOf(NoSuchElementException.class);
                records.reset();
                batches.reset();
            }
        }
    }

    @Test
    void aLookAtTheFirstRecordDoesNotCostAnEpoch() {
        try (ImageRecords records = new ImageRecords(data, Split.TRAIN, options(Layout.NCHW))) {
            Record first = records.nextRecord();
            records.reset();
            assertThat(records.epoch()).isZero();
            assertThat(records.nextRecord()).isEqualTo(first);
            records.next();
            records.reset();
            assertThat(records.epoch()).isOne();
            records.reset();
            assertThat(records.epoch()).isOne();
        }
    }

    @Test
    void recordsKeepTheirArraysAndAreFoundAgain() {
        try (ImageRecords records = new ImageRecords(data, Split.TRAIN, options(Layout.NHWC))) {
            List<Record> all = new ArrayList<>();
            while (records.hasNext()) {
                all.add(records.nextRecord());
            }
            List<Record> again = records.loadFromMetaData(
                    all.stream().map(Record::getMetaData).toList());
            assertThat(again).hasSameSizeAs(all);
            for (int i = 0; i < all.size(); i++) {
                assertThat(again.get(i).getRecord()).isEqualTo(all.get(i).getRecord());
            }
            assertThat(all.get(0).getMetaData().getURI().toString()).isEqualTo("bestiary:strokes#train");
            assertThat(records.getLabels()).hasSize(10);
        }
    }

    @Test
    void mixedImagesAreNoRecords() {
        LoadOptions mixed = LoadOptions.batch(8).withAugmentation(Presets.find("cifar-mixup"), 1);
        assertThatThrownBy(() -> new ImageRecords(data, Split.TRAIN, mixed))
                .hasMessage("Records are single images, but augmentation 'cifar-mixup' mixes those of a batch; choose"
                        + " another one.");
        assertThatThrownBy(() -> new ImageRecords(data.withoutTest(), Split.TEST, LoadOptions.batch(8)))
                .hasMessageContaining("has no images");
    }
}
