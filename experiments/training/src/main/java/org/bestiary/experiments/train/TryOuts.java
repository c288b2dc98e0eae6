package org.bestiary.experiments.train;

import java.util.List;
import java.util.Optional;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.TrainingSpec;
import org.bestiary.experiments.config.TryOut;

/** Short forms of an experiment: everything in it happens, a few times. */
public final class TryOuts {
    private static final int LARGEST_BATCH = 32;
    private static final int MOST_ACCUMULATED = 4;
    private static final int EVALUATED = 64;
    static final int SMOKE_EPOCHS = 2;

    private TryOuts() {}

    /**
     * The short form of a spec: its first seed, and for a smoke test small batches.
     *
     * @param located of one network
     */
    static SpecReader.Located of(SpecReader.Located located, TryOut trial) {
        ExperimentSpec spec = located.spec();
        TrainingSpec training = trial == TryOut.SMOKE ? smoke(spec.training()) : plain(spec.training());
        return located.with(
                spec.with(spec.data(), training, List.of(spec.seeds().get(0)), trial));
    }

    private static TrainingSpec smoke(TrainingSpec t) {
        return new TrainingSpec(
                t.epochs(),
                t.steps(),
                Math.min(t.batch(), LARGEST_BATCH),
                Math.min(t.accumulate(), MOST_ACCUMULATED),
                t.optimizer(),
                t.schedule(),
                t.weightDecay(),
                t.clipNorm(),
                t.labelSmoothing(),
                t.mixup(),
                t.cutmix(),
                t.classWeights(),
                t.dropout(),
                t.ema(),
                Optional.empty(),
                t.plateau(),
                t.layerRateDivisor(),
                t.phases(),
                new TrainingSpec.Checkpoints(t.checkpoints().minutes(), 1, 1));
    }

    /** Without what keeps a network from learning by heart; dropout is taken out where the network is made. */
    private static TrainingSpec plain(TrainingSpec t) {
        return new TrainingSpec(
                t.epochs(),
                t.steps(),
                t.batch(),
                1,
                t.optimizer(),
                t.schedule(),
                new TrainingSpec.WeightDecay(0, false, false),
                t.clipNorm(),
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                t.layerRateDivisor(),
                t.phases(),
                t.checkpoints());
    }

    /** The images of a trial: all of them, or for a smoke test those of a few batches. */
    static LoadedDataset images(ExperimentSpec spec, LoadedDataset data) {
        if (spec.trial() != TryOut.SMOKE) {
            return data;
        }
        int batches = 2 * spec.training().accumulate() + 1;
        return data.limited(
                batches * spec.training().batch(),
                EVALUATED,
                Math.min(EVALUATED, data.images(Split.TEST).count()),
                spec.data().splitSeed());
    }

    /** After how many updates a smoke test stops, to be resumed: in the middle of its last epoch. */
    static long smokeStop(Plan plan, LoadedDataset whole) {
        return Phases.of(plan, images(plan.spec(), whole), whole).length().steps() - 1;
    }
}
