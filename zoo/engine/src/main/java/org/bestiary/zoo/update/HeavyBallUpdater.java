package org.bestiary.zoo.update;

import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;

/** {@link HeavyBall} for DL4J's own updater code. */
final class HeavyBallUpdater implements GradientUpdater<HeavyBall> {

    private static final String VELOCITY = "V";

    private final HeavyBall config;
    private INDArray velocity;

    HeavyBallUpdater(HeavyBall config) {
        this.config = config;
    }

    @Override
    public HeavyBall getConfig() {
        return config;
    }

    @Override
    public void setState(Map<String, INDArray> state, boolean initialise) {
        if (!state.keySet().equals(Set.of(VELOCITY))) {
            throw new IllegalStateException(
                    "the state must be one array '" + VELOCITY + "', but got " + state.keySet());
        }
        velocity = state.get(VELOCITY);
        if (initialise) {
            velocity.assign(0);
        }
    }

    @Override
    public Map<String, INDArray> getState() {
        return Map.of(VELOCITY, velocity);
    }

    @Override
    public void setStateViewArray(INDArray view, long[] gradientShape, char gradientOrder, boolean initialise) {
        velocity = view.reshape(gradientOrder, gradientShape);
        if (initialise) {
            velocity.assign(0);
        }
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        INDArray v = velocity.reshape(gradient.shape());
        v.muli(config.getMomentum()).addi(gradient);
        gradient.assign(v).muli(config.getLearningRate(iteration, epoch));
    }
}
