package org.bestiary.experiments.train;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** One pass over the training images, or what is left of it. */
final class TrainingEpoch {
    private final Setup setup;
    private final Trainer.Learner learner;
    private final Batches batches;
    private final Checkpoints checkpoints;
    private final TrainingView view;
    private final BooleanSupplier stop;
    private final long betweenCheckpoints;
    private Trainer.End end = Trainer.End.COMPLETED;

    TrainingEpoch(
            Setup setup,
            Trainer.Learner learner,
            Batches batches,
            Checkpoints checkpoints,
            TrainingView view,
            BooleanSupplier stop) {
        this.setup = setup;
        this.learner = learner;
        this.batches = batches;
        this.checkpoints = checkpoints;
        this.view = view;
        this.stop = stop;
        this.betweenCheckpoints = (long) (setup.recipe().checkpoints().minutes() * TimeUnit.MINUTES.toNanos(1));
    }

    /** How the epoch ended. */
    Trainer.End end() {
        return end;
    }

    TrainingState run(TrainingState from) throws IOException {
        TrainingState now = from;
        TrainingState.Position start = from.position();
        int ends = setup.length().batchesIn(start.epoch());
        batches.seek(start.epoch(), start.batch());
        view.epochStarted(
                start.epoch() + 1,
                setup.length().epochs(),
                Math.min(batches.imagesPerEpoch(), (long) ends * batches.batch()),
                from.sums().images());
        long saved = System.nanoTime();
        while (now.position().batch() < ends) {
            boolean updates = setup.length().updatesAfter(now.position().batch());
            now = step(now, updates);
            if (end == Trainer.End.DIVERGED) {
                return now;
            }
            // Between two updates there are gradients that no checkpoint holds.
            if (!updates) {
                continue;
            }
            boolean stopping = stop.getAsBoolean();
            if (stopping || System.nanoTime() - saved > betweenCheckpoints) {
                checkpoints.saveLast(learner.net(), learner.average(), now);
                saved = System.nanoTime();
            }
            if (stopping) {
                end = Trainer.End.STOPPED;
                return now;
            }
        }
        return now;
    }

    private TrainingState step(TrainingState now, boolean updates) {
        long begun = System.nanoTime();
        ComputationGraph net = learner.net();
        TrainingState.Position at = now.position();
        DataSet batch = batches.next();
        // What stock layers drop is drawn from the global stream.
        Nd4j.getRandom().setSeed(setup.streams().dropoutAt(at.batches()));
        TrainingBatch taken = TrainingBatch.of(batch, learner.outputs(), setup.weights());
        // The score includes the penalty of weight decay; what is reported is the loss alone, as in evaluation.
        double penalty = setup.recipe().weightDecay().value() > 0 ? net.calcRegularizationScore(true) : 0;
        learner.updates().next(setup.rateAt(at.step(), now.rateFactor()), at.step(), updates);
        taken.fit(net);
        double loss = taken.loss(net, learner.scores(), penalty);
        if (updates) {
            learner.average().ifPresent(a -> a.update(net, at.step()));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        TrainingState.Sums sums = now.sums()
                .plus(batch.numExamples(), loss, learner.scores().correct(batch.getLabels()), seconds, updates);
        if (!Double.isFinite(loss)) {
            end = Trainer.End.DIVERGED;
        }
        view.trained(sums.images(), sums.meanLoss(), sums.accuracy(), sums.imagesPerSecond());
        return now.afterBatch(sums, seconds, updates);
    }
}
