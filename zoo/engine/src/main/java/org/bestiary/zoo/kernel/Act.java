package org.bestiary.zoo.kernel;

import java.util.Optional;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;

/** An elementwise activation that the kernels know, alone or fused behind a convolution or a dense layer. */
public enum Act {
    /** y = x. */
    IDENTITY(Activation.IDENTITY),
    /** y = max(x, 0). */
    RELU(Activation.RELU),
    /** y = min(max(x, 0), 6). */
    RELU6(Activation.RELU6),
    /** y = tanh(x). */
    TANH(Activation.TANH),
    /** y = 1 / (1 + exp(-x)). */
    SIGMOID(Activation.SIGMOID),
    /** y = x sigmoid(x). */
    SWISH(Activation.SWISH),
    /** y = min(max(x / 6 + 1/2, 0), 1), which is not DL4J's function of that name. */
    HARD_SIGMOID,
    /** y = x min(max(x / 6 + 1/2, 0), 1). */
    HARD_SWISH;

    private final Optional<Activation> stock;

    Act() {
        this.stock = Optional.empty();
    }

    Act(Activation stock) {
        this.stock = Optional.of(stock);
    }

    /** The activation of plain DL4J that computes the same function; without one it is a layer of its own, never fused. */
    public Optional<Activation> stock() {
        return stock;
    }

    /** Whether the derivative can be written in terms of the output, so that the input need not be kept. */
    public boolean derivativeFromOutput() {
        return this != SWISH && this != HARD_SWISH;
    }

    /**
     * Finds the kernel activation of a DL4J activation.
     *
     * @param function the activation of a layer configuration; null means identity
     * @param layer the layer's name, for the message
     * @throws IllegalArgumentException if no kernel computes it
     */
    public static Act of(IActivation function, String layer) {
        if (function == null) {
            return IDENTITY;
        }
        for (Act act : values()) {
            if (act.stock.isPresent() && act.stock.get().getActivationFunction().getClass() == function.getClass()) {
                return act;
            }
        }
        throw new IllegalArgumentException("layer '" + layer
                + "': the activation must be one of identity, relu, relu6, tanh, sigmoid, swish, got " + function
                + "; add it as a layer of its own or build with engine stock");
    }
}
