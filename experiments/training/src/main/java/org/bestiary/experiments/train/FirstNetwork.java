package org.bestiary.experiments.train;

import org.bestiary.experiments.transfer.Base;
import org.bestiary.experiments.transfer.BaseWeights;
import org.bestiary.experiments.transfer.PlannedPhase;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The network that a training begins with: weights drawn at random, or those of another training below a new head. */
final class FirstNetwork {
    private FirstNetwork() {}

    /**
     * The network of a phase, ready to be trained.
     *
     * @param run says what it begins with
     * @throws RunException if the weights that it begins with cannot be read, or do not fit
     */
    static ComputationGraph of(Plan plan, PlannedPhase phase, Streams streams, RunDirectory run) {
        ComputationGraph net = plan.build(phase, streams);
        plan.base().ifPresent(part -> {
            Base base = Base.read(run)
                    .orElseThrow(() -> new RunException("a run must know the weights that it begins with, but "
                            + run.id() + " has no base.json; start it again"));
            BaseWeights.load(base, plan.original(), plan.options(), part, net);
        });
        return net;
    }
}
