package org.bestiary.zoo.update;

import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Gradient descent with momentum, the heavy ball: v = momentum * v + g, and rate * v is subtracted from the parameters. It
 * is what torch's {@code SGD(momentum=...)} computes, without dampening. DL4J has Nesterov's form only.
 *
 * <p>B. T. Polyak, Some methods of speeding up the convergence of iteration methods, 1964,
 * <a href="https://doi.org/10.1016/0041-5553(64)90137-5">doi:10.1016/0041-5553(64)90137-5</a>.
 *
 * <p>The class name and the fields are part of the format of saved models.
 */
public final class HeavyBall implements IUpdater {

    private static final long serialVersionUID = 1L;

    private double learningRate;
    private ISchedule learningRateSchedule; // null without a schedule, as DL4J's own updaters have it in their JSON
    private double momentum;

    /** For JSON: learning rate 0.1, momentum 0.9. */
    public HeavyBall() {
        this(0.1, 0.9);
    }

    /**
     * With a constant rate.
     *
     * @param learningRate the rate
     * @param momentum share of the velocity that is kept in a step, from 0 to below 1
     */
    public HeavyBall(double learningRate, double momentum) {
        this(learningRate, null, momentum);
    }

    /**
     * With a schedule.
     *
     * @param schedule the rate at every step
     * @param momentum share of the velocity that is kept in a step, from 0 to below 1
     */
    public HeavyBall(ISchedule schedule, double momentum) {
        this(Double.NaN, Objects.requireNonNull(schedule, "schedule"), momentum);
    }

    private HeavyBall(double learningRate, ISchedule schedule, double momentum) {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must be from 0 to below 1, but got " + momentum);
        }
        this.learningRate = learningRate;
        this.learningRateSchedule = schedule;
        this.momentum = momentum;
    }

    /** Share of the velocity that is kept in a step. */
    public double getMomentum() {
        return momentum;
    }

    @Override
    public long stateSize(long parameters) {
        return parameters;
    }

    @Override
    public GradientUpdater<HeavyBall> instantiate(INDArray view, boolean initialise) {
        HeavyBallUpdater updater = new HeavyBallUpdater(this);
        updater.setStateViewArray(view, view.shape(), view.ordering(), initialise);
        return updater;
    }

    @Override
    public GradientUpdater<HeavyBall> instantiate(Map<String, INDArray> state, boolean initialise) {
        HeavyBallUpdater updater = new HeavyBallUpdater(this);
        updater.setState(state, initialise);
        return updater;
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return learningRateSchedule == null ? learningRate : learningRateSchedule.valueAt(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double rate, ISchedule schedule) {
        this.learningRate = rate;
        this.learningRateSchedule = schedule;
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public HeavyBall clone() {
        return new HeavyBall(learningRate, learningRateSchedule, momentum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeavyBall that
                && Double.compare(learningRate, that.learningRate) == 0
                && Double.compare(momentum, that.momentum) == 0
                && Objects.equals(learningRateSchedule, that.learningRateSchedule);
    }

    @Override
    public int hashCode() {
        return Objects.hash(learningRate, learningRateSchedule, momentum);
    }

    @Override
    public String toString() {
        return "HeavyBall(learningRate=" + (learningRateSchedule == null ? learningRate : learningRateSchedule)
                + ", momentum=" + momentum + ")";
    }
}
