package org.bestiary.experiments.optimizer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import org.bestiary.zoo.graph.Decay;
import org.nd4j.linalg.learning.config.IUpdater;

/** A rule that turns gradients into updates, with its numbers. In specs it is a mapping with its name as {@code type}. */
public sealed interface Optimizer permits Sgd, Momentum, Nesterov, RmsProp, Adam, AdamW, AmsGrad {
    /**
     * Reads one.
     *
     * @param tree as {@code {type: adam, learningRate: 0.001}}
     * @return the optimizer
     * @throws org.bestiary.common.catalog.CatalogException if a name or number is unknown, missing or not allowed
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Optimizer of(Map<String, Object> tree) {
        return Optimizers.FORM.read(tree, "optimizer");
    }

    /**
     * As a spec and the record of a run hold it.
     *
     * @return its name as {@code type}, then its numbers
     */
    @JsonValue
    default Map<String, Object> tree() {
        return Optimizers.FORM.write(this);
    }

    /**
     * Its name.
     *
     * @return as specs have it
     */
    @JsonIgnore
    default String type() {
        return Optimizers.FORM.catalog().kindOf(this).orElseThrow().name();
    }

    /**
     * The step size.
     *
     * @return what the schedule starts from
     */
    double learningRate();

    /**
     * The same rule with another step size.
     *
     * @param rate the step size, above 0
     * @return a changed copy
     */
    default Optimizer withLearningRate(double rate) {
        return Optimizers.FORM.with(this, "learningRate", rate);
    }

    /**
     * DL4J's configuration of it.
     *
     * @return the updater, whose learning rate is a start: the trainer sets each
     */
    IUpdater updater();

    /**
     * What weight decay means with it unless one says otherwise. A rule that decouples it by definition cannot do without.
     *
     * @return where it acts
     */
    default Decay.Kind decay() {
        return Decay.Kind.COUPLED;
    }
}
