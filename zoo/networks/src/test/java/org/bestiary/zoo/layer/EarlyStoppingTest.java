package org.bestiary.zoo.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.Training;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.termination.ScoreImprovementEpochTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingGraphTrainer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** DL4J's own early stopping drives a network of fast layers. */
class EarlyStoppingTest {
    /** Eight grey images, each bright in the rows that its class names. */
    private static DataSetIterator images() {
        INDArray x = Nd4j.zeros(8, 28, 28, 1);
        INDArray y = Nd4j.zeros(8, 10);
        for (int i = 0; i < 8; i++) {
            for (int column = 0; column < 28; column++) {
                x.putScalar(new int[] {i, 3 * i, column, 0}, 1);
            }
            y.putScalar(i, i, 1);
        }
        return new ListDataSetIterator<>(List.of(new DataSet(x, y)), 8);
    }

    @Test
    void theBestModelIsKeptAndTrainingEnds() {
        ComputationGraph net = new ComputationGraph(
                Zoo.find("lenet5").configure(BuildOptions.defaults(), new Training(new Adam(0.003), 0)));
        net.init();
        double before = net.score(images().next());
        EarlyStoppingConfiguration<ComputationGraph> configuration = new EarlyStoppingConfiguration.Builder<
                        ComputationGraph>()
                .epochTerminationConditions(
                        new MaxEpochsTerminationCondition(40), new ScoreImprovementEpochTerminationCondition(5))
                .scoreCalculator(new DataSetLossCalculator(images(), true))
                .modelSaver(new InMemoryModelSaver<>())
                .build();
        EarlyStoppingResult<ComputationGraph> result =
                new EarlyStoppingGraphTrainer(configuration, net, images()).fit();
        // The result's own best score is that of a fresh clone, 0 with any layers: the one per epoch is what was
        // computed.
        double best = result.getScoreVsEpoch().get(result.getBestModelEpoch());
        assertThat(best).isPositive().isLessThan(before / 2);
        assertThat(result.getBestModel().score(images().next())).isEqualTo(best);
    }
}
