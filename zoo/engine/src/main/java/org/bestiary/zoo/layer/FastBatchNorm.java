package org.bestiary.zoo.layer;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Batch normalisation of feature maps [N, H, W, C] or matrices [N, C], with an optional ReLU in the same pass. Parameters
 * are gamma, beta, running mean and running variance, as in DL4J's own layer with {@code useLogStd(false)}; the running
 * variance follows the biased variance of the batch.
 *
 * <p>After a forward pass in evaluation mode, or frozen, the gradient is that of the function computed: a scale and a shift
 * with constant statistics. DL4J's own layer uses the training formula there.
 */
public class FastBatchNorm extends BatchNormalization {

    private static final long serialVersionUID = 1L;

    private boolean relu;

    /** For JSON: epsilon 1e-5, decay 0.9, no ReLU. */
    public FastBatchNorm() {
        setUseLogStd(false);
        setCnn2DFormat(CNN2DFormat.NHWC);
    }

    /**
     * A batch normalisation.
     *
     * @param epsilon what is added to the variance
     * @param decay share of the running statistics that is kept in a step; 1 minus what torch calls momentum
     * @param relu whether a ReLU follows
     */
    public FastBatchNorm(double epsilon, double decay, boolean relu) {
        this();
        setEps(epsilon);
        setDecay(decay);
        setActivationFn(new ActivationIdentity());
        this.relu = relu;
    }

    /** Whether a ReLU follows in the same pass. */
    public boolean isRelu() {
        return relu;
    }

    /** Sets {@link #isRelu()}. */
    public void setRelu(boolean relu) {
        this.relu = relu;
    }

    /** Always false: DL4J forgets the setting between reading JSON and making the layer. */
    @Override
    public boolean isUseLogStd() {
        return false;
    }

    /** Gamma and beta decay as biases do; DL4J's own layer never lets them. */
    @Override
    public List<Regularization> getRegularizationByParam(String parameter) {
        return DecayedBatchNormalization.ofNormalisation(parameter, getRegularizationBias());
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray paramsView,
            boolean initialise,
            DataType type) {
        if (getNOut() < 1 || isLockGammaBeta()) {
            throw new IllegalArgumentException("layer '" + getLayerName()
                    + "': batch normalisation needs its channels and a learnable gamma and beta, got " + getNOut()
                    + " channels, lockGammaBeta " + isLockGammaBeta());
        }
        return new FastBatchNormLayer(conf, type).start(listeners, index, paramsView, initialise);
    }

    @Override
    public FastBatchNorm clone() {
        return (FastBatchNorm) super.clone();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof FastBatchNorm that && relu == that.relu;
    }

    @Override
    public int hashCode() {
        return super.hashCode() * 31 + Boolean.hashCode(relu);
    }
}
