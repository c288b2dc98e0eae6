package org.bestiary.zoo.layer;

import java.util.Collection;
import org.bestiary.zoo.kernel.Act;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Fully connected layer with optional bias and fused activation, [N, in] to [N, out]. Weights are 'f' [in, out], then the
 * bias, as in DL4J's own layer.
 */
public class FastDense extends DenseLayer {

    private static final long serialVersionUID = 1L;

    /** For JSON. */
    public FastDense() {}

    /**
     * A dense layer with the settings of DL4J's own.
     *
     * @param settings units, bias and weight initialisation
     * @param activation what follows
     */
    public FastDense(DenseLayer settings, IActivation activation) {
        setNIn(settings.getNIn());
        setNOut(settings.getNOut());
        setHasBias(settings.hasBias());
        setWeightInitFn(settings.getWeightInitFn());
        setBiasInit(settings.getBiasInit());
        setGainInit(settings.getGainInit());
        setActivationFn(activation);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray paramsView,
            boolean initialise,
            DataType type) {
        if (getNIn() < 1 || getNOut() < 1 || hasLayerNorm()) {
            throw new IllegalArgumentException("layer '" + getLayerName()
                    + "': a dense layer needs its sizes and has no layer normalisation, got " + getNIn() + " in, "
                    + getNOut() + " out, layer normalisation " + hasLayerNorm());
        }
        return new FastDenseLayer(conf, type, Act.of(getActivationFn(), getLayerName()))
                .start(listeners, index, paramsView, initialise);
    }

    @Override
    public FastDense clone() {
        return (FastDense) super.clone();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof FastDense;
    }

    @Override
    public int hashCode() {
        return super.hashCode() * 31;
    }
}
