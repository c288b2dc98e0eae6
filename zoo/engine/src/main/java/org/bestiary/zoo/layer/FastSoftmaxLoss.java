package org.bestiary.zoo.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Softmax and cross-entropy on logits [N, classes]; the output is the probabilities. Labels are one-hot or any other
 * distribution. The score is the mean over the batch.
 */
public class FastSoftmaxLoss extends LossLayer {

    private static final long serialVersionUID = 1L;

    private double weight = 1;
    private double labelSmoothing;

    /** For JSON: weight 1, no smoothing. */
    public FastSoftmaxLoss() {
        this(1, 0);
    }

    /**
     * A loss.
     *
     * @param weight what this output's loss counts in the network's sum
     * @param labelSmoothing share of each label that is spread evenly over all classes (Szegedy et al. 2016), 0 to below 1
     */
    public FastSoftmaxLoss(double weight, double labelSmoothing) {
        if (!(weight > 0) || !(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException(
                    "the weight of a loss must be positive and label smoothing from 0 to below 1," + " got " + weight
                            + " and " + labelSmoothing);
        }
        this.weight = weight;
        this.labelSmoothing = labelSmoothing;
        this.lossFn = new LossMCXENT();
        setActivationFn(new ActivationSoftmax());
    }

    /** What this output's loss counts in the network's sum. */
    public double getWeight() {
        return weight;
    }

    /** Sets {@link #getWeight()}. */
    public void setWeight(double weight) {
        this.weight = weight;
    }

    /** Share of each label that is spread evenly over all classes. */
    public double getLabelSmoothing() {
        return labelSmoothing;
    }

    /** Sets {@link #getLabelSmoothing()}. */
    public void setLabelSmoothing(double labelSmoothing) {
        this.labelSmoothing = labelSmoothing;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray paramsView,
            boolean initialise,
            DataType type) {
        FastSoftmaxLossLayer layer = new FastSoftmaxLossLayer(conf, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(paramsView);
        layer.setParamTable(initializer().init(conf, paramsView, initialise));
        layer.setConf(conf);
        return layer;
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        if (type == null || type.getType() != InputType.Type.FF) {
            throw new IllegalStateException(
                    "layer '" + getLayerName() + "': expected logits [N, classes], got " + type);
        }
        return type;
    }

    @Override
    public FastSoftmaxLoss clone() {
        return (FastSoftmaxLoss) super.clone();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof FastSoftmaxLoss that
                && weight == that.weight
                && labelSmoothing == that.labelSmoothing;
    }

    @Override
    public int hashCode() {
        return super.hashCode() * 31 + Double.hashCode(weight) + Double.hashCode(labelSmoothing);
    }
}
