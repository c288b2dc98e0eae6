package org.bestiary.experiments.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.bestiary.experiments.optimizer.Optimizer;
import org.bestiary.experiments.schedule.WarmedSchedule;
import org.bestiary.zoo.graph.Decay;
import org.bestiary.zoo.graph.Training;

/**
 * How a network is trained.
 *
 * @param epochs passes over the training images; empty when {@code steps} is given
 * @param steps updates of the weights; empty when {@code epochs} is given
 * @param batch images per batch
 * @param accumulate batches per update
 * @param optimizer the rule that turns gradients into updates
 * @param schedule how the learning rate changes
 * @param weightDecay pull of the weights towards 0
 * @param clipNorm largest Euclidean norm of the gradient
 * @param labelSmoothing share of each label that is spread over all classes
 * @param mixup alpha of mixup; 0 for none
 * @param cutmix alpha of CutMix; 0 for none
 * @param classWeights how much the images of each class count in the loss of training; empty for all alike
 * @param dropout share dropped in the network's dropout layers; empty for the network's own
 * @param ema moving average of the parameters that is evaluated in their place
 * @param earlyStopping when training ends before its time
 * @param plateau when the learning rate is lowered
 * @param layerRateDivisor how many times smaller the rate of each earlier group of layers is; empty for 1
 * @param phases what follows after {@code epochs}, each with its own length, rate and layers that learn; empty for nothing
 * @param checkpoints what is kept on disk
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record TrainingSpec(
        Optional<Integer> epochs,
        Optional<Long> steps,
        int batch,
        int accumulate,
        Optimizer optimizer,
        WarmedSchedule schedule,
        WeightDecay weightDecay,
        Optional<Double> clipNorm,
        double labelSmoothing,
        double mixup,
        double cutmix,
        Optional<ClassWeights> classWeights,
        Optional<Double> dropout,
        Optional<Ema> ema,
        Optional<EarlyStopping> earlyStopping,
        Optional<Plateau> plateau,
        Optional<Double> layerRateDivisor,
        Optional<List<Phase>> phases,
        Checkpoints checkpoints) {

    public TrainingSpec {
        phases = phases.map(List::copyOf);
    }

    /** The same with another length, and what a phase may have of its own. */
    public TrainingSpec with(int newEpochs, Optional<Double> newRate, Optional<WarmedSchedule> newSchedule) {
        return new TrainingSpec(
                Optional.of(newEpochs),
                Optional.empty(),
                batch,
                accumulate,
                newRate.map(optimizer::withLearningRate).orElse(optimizer),
                newSchedule.orElse(schedule),
                weightDecay,
                clipNorm,
                labelSmoothing,
                mixup,
                cutmix,
                classWeights,
                dropout,
                ema,
                earlyStopping,
                plateau,
                layerRateDivisor,
                phases,
                checkpoints);
    }

    /** What a network's configuration carries for it: the optimizer's rule, and how weights decay. */
    public Training updates() {
        Decay.Kind kind = weightDecay.decoupled() ? Decay.Kind.DECOUPLED : Decay.Kind.COUPLED;
        return new Training(optimizer.updater(), new Decay(weightDecay.value(), kind, weightDecay.normAndBias()));
    }

    /** Whether labels are changed while training. */
    @JsonIgnore
    public boolean isMixing() {
        return mixup > 0 || cutmix > 0;
    }

    /**
     * A part of the training with a start of its own: the optimizer forgets, the schedule begins again.
     *
     * @param epochs how long it lasts
     * @param unfreezeFrom the first layer or stage that learns, with all after it; empty for those of the phase before
     * @param learningRate the step size; empty for that of the training
     * @param schedule how it changes
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Phase(
            int epochs,
            Optional<String> unfreezeFrom,
            Optional<Double> learningRate,
            Optional<WarmedSchedule> schedule) {}

    /**
     * Pull of the weights towards 0.
     *
     * @param value share of a weight that is added to its gradient or taken off
     * @param decoupled whether it bypasses the optimizer's rule
     * @param normAndBias whether biases and batch normalisation are pulled too
     */
    public record WeightDecay(double value, boolean decoupled, boolean normAndBias) {}

    /**
     * A moving average of the parameters.
     *
     * @param decay share of the average that is kept at each update, once it has grown to this
     */
    public record Ema(double decay) {}

    /**
     * When training ends before its time.
     *
     * @param patience epochs without improvement that are waited for
     * @param minDelta improvements up to this do not count
     * @param monitor what must improve
     */
    public record EarlyStopping(int patience, double minDelta, Monitor monitor) {}

    /**
     * When the learning rate is lowered.
     *
     * @param patience epochs without improvement that are waited for
     * @param factor what the rate is multiplied with
     * @param minRate the rate is not lowered below this
     * @param minDelta improvements up to this do not count
     * @param monitor what must improve
     */
    public record Plateau(int patience, double factor, double minRate, double minDelta, Monitor monitor) {}

    /**
     * What is kept on disk beside the last state and the best network.
     *
     * @param minutes between two checkpoints within an epoch
     * @param everyEpochs keep the network of every so many epochs; 0 for none
     * @param keep how many of those
     */
    public record Checkpoints(double minutes, int everyEpochs, int keep) {}
}
