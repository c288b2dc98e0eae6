package org.bestiary.experiments.train;

import java.util.Optional;
import org.bestiary.common.image.Normalisation;
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

    /** How pixels become the input of a run's network: as for the weights that it began with, or as the data ask for. */
    static Normalisation normalisation(Plan plan, RunDirectory run) {
        Optional<Normalisation> begunWith = Base.read(run).flatMap(Base::normalisation);
        int channels = plan.dataset().card().shape().channels();
        return begunWith
                .filter(n -> n.mean().size() == channels)
                .orElse(plan.dataset().card().normalisation());
    }
}
