package org.bestiary.experiments.train;

import java.util.ArrayList;
import java.util.List;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.TryOut;
import org.bestiary.experiments.schedule.LearningRate;
import org.bestiary.experiments.transfer.PlannedPhase;

/**
 * The phases of a training, laid out over its epochs and updates. Positions count through: the second phase begins at the
 * epoch and the update after the last of the first.
 *
 * @param all in order, at least one
 */
record Phases(List<Phase> all) {
    Phases {
        all = List.copyOf(all);
    }

    /**
     * One phase.
     *
     * @param number from 0
     * @param planned what it does
     * @param length its own
     * @param firstEpoch the epoch that it begins with, from 0
     * @param firstStep updates made before it
     * @param rate its learning rate, by updates since its beginning
     */
    record Phase(
            int number,
            PlannedPhase planned,
            TrainingLength length,
            int firstEpoch,
            long firstStep,
            LearningRate rate) {
        /** Whether a position is its very beginning. */
        boolean beginsAt(TrainingState.Position position) {
            return position.epoch() == firstEpoch && position.batch() == 0;
        }
    }

    /**
     * Lays out the phases of a plan.
     *
     * @param images what is trained on; part of the whole in a trial
     * @param whole all images, by which learning rates change
     */
    static Phases of(Plan plan, LoadedDataset images, LoadedDataset whole) {
        List<Phase> all = new ArrayList<>();
        int epoch = 0;
        long step = 0;
        for (PlannedPhase planned : plan.phases()) {
            TrainingLength length = length(plan, planned, images);
            TrainingLength full = TrainingLength.of(
                    planned.recipe(), whole.images(Split.TRAIN).count());
            LearningRate rate = planned.recipe()
                    .schedule()
                    .over(planned.recipe().optimizer().learningRate(), full.steps(), full.stepsPerEpoch());
            all.add(new Phase(all.size(), planned, length, epoch, step, rate));
            epoch += length.epochs();
            step += length.steps();
        }
        return new Phases(all);
    }

    private static TrainingLength length(Plan plan, PlannedPhase planned, LoadedDataset images) {
        ExperimentSpec spec = plan.spec();
        TrainingLength own =
                TrainingLength.of(planned.recipe(), images.images(Split.TRAIN).count());
        if (spec.trial() != TryOut.SMOKE) {
            return own;
        }
        int epochs = plan.phases().size() > 1 ? 1 : TryOuts.SMOKE_EPOCHS;
        return new TrainingLength(own.batchesPerEpoch(), own.accumulate(), (long) epochs * own.stepsPerEpoch());
    }

    /** The whole training. */
    TrainingLength length() {
        TrainingLength first = all.get(0).length();
        return new TrainingLength(
                first.batchesPerEpoch(),
                first.accumulate(),
                all.stream().mapToLong(p -> p.length().steps()).sum());
    }

    /** The phase that an epoch belongs to; the last one after the end. */
    Phase at(int epoch) {
        Phase found = all.get(0);
        for (Phase phase : all) {
            found = phase.firstEpoch() <= epoch ? phase : found;
        }
        return found;
    }

    /** The learning rate of every update of the training. */
    LearningRate rate() {
        return step -> {
            Phase found = all.get(0);
            for (Phase phase : all) {
                found = phase.firstStep() <= step ? phase : found;
            }
            return found.rate().at(step - found.firstStep());
        };
    }
}
