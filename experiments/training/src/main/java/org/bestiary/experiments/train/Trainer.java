package org.bestiary.experiments.train;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.bestiary.datasets.Split;
import org.bestiary.experiments.config.Monitor;
import org.bestiary.experiments.config.TrainingSpec;
import org.bestiary.experiments.transfer.Growth;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunException;
import org.bestiary.zoo.graph.LayerSet;
import org.bestiary.zoo.graph.Network;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The loop over epochs. Checkpoints after every epoch, every few minutes and when asked to stop; the order of images and
 * everything else that is random is a function of the position, so that a training that was stopped goes on with the same
 * numbers.
 */
final class Trainer {
    private final Plan plan;
    private final Setup setup;
    private final TrainingSpec recipe;
    private final Preference preference;
    private final Checkpoints checkpoints;
    private final TrainingView view;
    private final BooleanSupplier stop;

    /** How a training ended. */
    enum End {
        COMPLETED,
        DIVERGED,
        STOPPED
    }

    /** Is told of each finished epoch, after its checkpoint is on disk. */
    @FunctionalInterface
    interface EpochSink {
        void accept(TrainingState state) throws IOException;
    }

    /**
     * @param plan what to train
     * @param setup how and on what to train
     * @param checkpoints where states go
     * @param view is told of progress
     * @param stop whether the user wants to stop; asked once after every update
     */
    Trainer(Plan plan, Setup setup, Checkpoints checkpoints, TrainingView view, BooleanSupplier stop) {
        this.plan = plan;
        this.setup = setup;
        this.recipe = setup.recipe();
        this.preference = Preference.of(recipe);
        this.checkpoints = checkpoints;
        this.view = view;
        this.stop = stop;
    }

    /**
     * A network in training.
     *
     * @param net the network
     * @param updates what moves its parameters
     * @param average the average of them, where one is kept
     * @param scores what it says of each batch
     * @param outputs how many scores it gives an image
     */
    record Learner(
            ComputationGraph net, Updates updates, Optional<WeightAverage> average, BatchScores scores, int outputs) {}

    /**
     * What came of it.
     *
     * @param end how it ended
     * @param net the network as it was then
     */
    record Trained(End end, ComputationGraph net) {}

    /**
     * Trains from a state to the end of the recipe.
     *
     * @param from the network and the state to start from
     * @param sink is told of each finished epoch
     * @throws IOException if a checkpoint cannot be written; the one before is intact
     */
    Trained train(Checkpoints.Restored from, EpochSink sink) throws IOException {
        TrainingState now = from.state();
        if (!setup.length().has(now.position())) {
            throw new RunException("a checkpoint must be of this training, which has "
                    + setup.length().epochs() + " epochs of " + setup.length().batchesPerEpoch()
                    + " batches, but it is at batch " + now.position().batch() + " of epoch "
                    + (now.position().epoch() + 1) + "; start the experiment again");
        }
        Learner learner = learner(
                from.net(), from.average(), setup.phases().at(now.position().epoch()));
        if (now.position().batches() == 0) {
            checkpoints.saveLast(learner.net(), learner.average(), now);
        }
        try (Batches batches = setup.training()) {
            // By epochs, not by steps: a checkpoint after the very last update is of an epoch that has yet to be
            // judged.
            while (now.position().epoch() < setup.length().epochs()
                    && now.ended().isEmpty()) {
                Phases.Phase phase = setup.phases().at(now.position().epoch());
                if (phase.number() > 0 && phase.beginsAt(now.position())) {
                    learner.net().setListeners();
                    learner = begin(phase, learner);
                    now = phase.planned().grown() ? now.withoutBest() : now;
                }
                TrainingEpoch epoch = new TrainingEpoch(setup, learner, batches, checkpoints, view, stop);
                now = epoch.run(now);
                if (epoch.end() != End.COMPLETED) {
                    return new Trained(epoch.end(), learner.net());
                }
                now = finishEpoch(learner, now);
                sink.accept(now);
            }
            return new Trained(End.COMPLETED, learner.net());
        } finally {
            learner.net().setListeners();
        }
    }

    /** Makes a network ready for a phase that it begins or is in the middle of. */
    private Learner learner(ComputationGraph net, Optional<WeightAverage> average, Phases.Phase phase) {
        Network network = phase.planned().network();
        BatchScores scores =
                new BatchScores(LayerSet.of(plan.options().engine()).vertexOf(network, network.logits()));
        Updates updates = Updates.attach(net, recipe, phase.planned().rateFactors(), phase.firstStep());
        net.setListeners(view.listeners());
        net.addListeners(scores);
        return new Learner(net, updates, average, scores, network.classes());
    }

    /** Begins a phase after another: with the same network, or with a larger one that takes over from it. */
    private Learner begin(Phases.Phase phase, Learner before) {
        view.note("phase " + (phase.number() + 1) + " of "
                + setup.phases().all().size() + ": " + phase.planned().title());
        if (!phase.planned().grown()) {
            Updates.forget(before.net());
            return learner(before.net(), before.average(), phase);
        }
        ComputationGraph larger = plan.build(phase.planned(), setup.streams());
        Growth.Result result =
                Growth.carry(before.net(), larger, phase.planned().network());
        view.note(result.text());
        larger.getConfiguration().setEpochCount(before.net().getConfiguration().getEpochCount());
        return learner(larger, before.average(), phase);
    }

    /** Evaluates what would be used: the average where one is kept. */
    private TrainingState finishEpoch(Learner learner, TrainingState now) throws IOException {
        WeightAverage.Work<TrainingState> judge = () -> judge(learner.net(), now);
        TrainingState after =
                learner.average().isPresent() ? learner.average().get().inPlaceOf(learner.net(), judge) : judge.run();
        learner.net().incrementEpochCount();
        after = patience(after);
        checkpoints.saveLast(learner.net(), learner.average(), after);
        EpochMetrics metrics = after.epochs().get(after.epochs().size() - 1);
        view.epochFinished(
                metrics,
                setup.length().epochs(),
                after.best().map(b -> b.epoch() == metrics.epoch()).orElse(false));
        tell(now, after);
        return after;
    }

    private TrainingState judge(ComputationGraph net, TrainingState now) throws IOException {
        OptionalDouble loss = OptionalDouble.empty();
        OptionalDouble accuracy = OptionalDouble.empty();
        if (setup.data().images(Split.VALIDATION).count() > 0) {
            try (Batches images = setup.validation()) {
                Evaluator.Result result = Evaluator.evaluate(net, images, done -> {});
                loss = OptionalDouble.of(result.loss());
                accuracy = OptionalDouble.of(result.accuracy());
            }
        }
        TrainingState.Sums sums = now.sums();
        int epoch = now.position().epoch() + 1;
        EpochMetrics metrics = new EpochMetrics(
                epoch,
                sums.updates(),
                setup.rateAt(Math.max(0, now.position().step() - 1), now.rateFactor()),
                sums.meanLoss(),
                OptionalDouble.of(sums.accuracy()),
                loss,
                accuracy,
                sums.seconds(),
                sums.imagesPerSecond());
        TrainingState after = now.afterEpoch(metrics);
        if (isBetter(now, metrics)) {
            checkpoints.saveBest(net);
            after = after.withBest(preference.chosen(metrics), ParametersDigest.of(net.params()));
        }
        int every = recipe.checkpoints().everyEpochs();
        if (every > 0 && epoch % every == 0) {
            checkpoints.saveEpoch(net, epoch, recipe.checkpoints().keep());
        }
        return after;
    }

    private boolean isBetter(TrainingState before, EpochMetrics metrics) {
        return before.best()
                .map(best -> before.epochs().get(best.epoch() - 1))
                .map(kept -> preference.prefers(metrics, kept))
                .orElse(true);
    }

    /** What the rules that wait for validation to improve make of an epoch. */
    private TrainingState patience(TrainingState now) {
        EpochMetrics metrics = now.epochs().get(now.epochs().size() - 1);
        TrainingState after = now;
        if (recipe.plateau().isPresent()) {
            TrainingSpec.Plateau rule = recipe.plateau().get();
            Patience waited = now.plateau().after(measured(metrics, rule.monitor()), rule.monitor(), rule.minDelta());
            boolean lower = waited.waited() >= rule.patience();
            after = after.withPlateau(
                    lower ? waited.restarted() : waited, lower ? now.rateFactor() * rule.factor() : now.rateFactor());
        }
        if (recipe.earlyStopping().isPresent()) {
            TrainingSpec.EarlyStopping rule = recipe.earlyStopping().get();
            Patience waited = now.stopping().after(measured(metrics, rule.monitor()), rule.monitor(), rule.minDelta());
            Optional<String> ended = waited.waited() >= rule.patience()
                    ? Optional.of("stopped early after epoch " + metrics.epoch() + ": validation "
                            + rule.monitor().label() + " has not improved for " + epochs(rule.patience()))
                    : Optional.empty();
            after = after.withStopping(waited, ended);
        }
        return after;
    }

    private static double measured(EpochMetrics metrics, Monitor monitor) {
        return (monitor == Monitor.LOSS ? metrics.validationLoss() : metrics.validationAccuracy()).orElseThrow();
    }

    private void tell(TrainingState before, TrainingState after) {
        long next = after.position().step();
        double was = setup.rateAt(next, before.rateFactor());
        double is = setup.rateAt(next, after.rateFactor());
        if (is < was && after.ended().isEmpty()) {
            TrainingSpec.Plateau rule = recipe.plateau().orElseThrow();
            view.note("learning rate lowered from " + (float) was + " to " + (float) is + ": validation "
                    + rule.monitor().label() + " has not improved for " + epochs(rule.patience()));
        }
        after.ended().ifPresent(view::note);
    }

    private static String epochs(int count) {
        return count == 1 ? "1 epoch" : count + " epochs";
    }
}
