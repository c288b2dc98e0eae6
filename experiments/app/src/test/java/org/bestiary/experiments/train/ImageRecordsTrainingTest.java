package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.augment.Presets;
import org.bestiary.datasets.catalog.Strokes;
import org.bestiary.datasets.datavec.ImageRecords;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.datasets.memory.LoadedDataset;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;

/** Any DL4J program can train on our images through DataVec, and sees what our own iterators show. */
class ImageRecordsTrainingTest {
    private static final int BATCH = 32;

    private final LoadedDataset data = LoadedDataset.load(
            new Strokes(300, 100, 6), new DataDirectory(Path.of("unused")), new ValidationSplit(0.1, 1));

    private static LoadOptions options() {
        return LoadOptions.batch(BATCH)
                .withLayout(Layout.NCHW)
                .withShuffle(2)
                .withAugmentation(Presets.find("mnist"), 4);
    }

    private RecordReaderDataSetIterator iterator(ImageRecords records) {
        return new RecordReaderDataSetIterator(
                records, BATCH, 1, data.card().classes().size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void batchesAreOursBitForBit(boolean lookFirst) {
        try (ImageRecords records = new ImageRecords(data, Split.TRAIN, options());
                BatchIterator ours = data.open(Split.TRAIN, options())) {
            DataSetIterator theirs = iterator(records);
            if (lookFirst) {
                assertThat(theirs.resetSupported()).isTrue(); // reads a record
            }
            for (int epoch = 0; epoch < 2; epoch++) {
                while (ours.hasNext()) {
                    DataSet wanted = ours.next();
                    DataSet got = theirs.next();
                    assertThat(got.getFeatures()).isEqualTo(wanted.getFeatures());
                    assertThat(got.getLabels()).isEqualTo(wanted.getLabels());
                }
                assertThat(theirs.hasNext()).isFalse();
                ours.reset();
                theirs.reset();
            }
        }
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.01))
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5)
                        .stride(2, 2)
                        .nOut(4)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder()
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
        net.init();
        return net;
    }

    @Test
    void aNetworkOfDl4jLearnsTheSameFromThemAsFromOurIterator() {
        MultiLayerNetwork fromRecords = network();
        MultiLayerNetwork fromOurs = network();
        try (ImageRecords records = new ImageRecords(data, Split.TRAIN, options());
                ImageRecords test = new ImageRecords(
                        data, Split.TEST, LoadOptions.batch(BATCH).withLayout(Layout.NCHW));
                BatchIterator ours = data.open(Split.TRAIN, options())) {
            fromRecords.fit(iterator(records), 10);
            fromOurs.fit(ours, 10);
            assertThat(fromRecords.params()).isEqualTo(fromOurs.params());
            Evaluation evaluation = fromRecords.evaluate(iterator(test));
            assertThat(evaluation.getNumRowCounter()).isEqualTo(100);
            assertThat(evaluation.accuracy()).isGreaterThan(0.5);
        }
    }
}
