package org.bestiary.zoo.layer;

import java.util.Collection;
import org.bestiary.zoo.kernel.Kernels;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the running layers with parameters have in common.
 *
 * @param <C> the configuration
 */
@SuppressWarnings("serial")
abstract class FastParamLayer<C extends org.deeplearning4j.nn.conf.layers.BaseLayer> extends BaseLayer<C> {

    /** What computes. */
    protected final transient Kernels kernels = KernelChoice.kernels();

    private boolean imageGradient;
    private boolean parameterGradients = true;

    FastParamLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        Checks.networkType(conf.getLayer().getLayerName(), type);
    }

    /** Hands over parameters and listeners, as every configuration does with the layer it has made. */
    FastParamLayer<C> start(
            Collection<TrainingListener> listeners, int index, INDArray paramsView, boolean initialise) {
        setListeners(listeners);
        setIndex(index);
        setParamsViewArray(paramsView);
        setParamTable(conf.getLayer().initializer().init(conf, paramsView, initialise));
        setConf(conf);
        return this;
    }

    /**
     * Sets what the passes back work out beside the gradient of an inner layer's input.
     *
     * @param image the gradient with respect to the input even if that is the image
     * @param parameters the gradients of the parameters; without them the layer needs no gradient views
     */
    void forInspection(boolean image, boolean parameters) {
        imageGradient = image;
        parameterGradients = parameters;
    }

    boolean imageGradient() {
        return imageGradient;
    }

    boolean parameterGradients() {
        return parameterGradients;
    }

    String name() {
        return conf.getLayer().getLayerName();
    }

    /** The input after dropout, if any, as one contiguous block. */
    INDArray prepareInput(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        applyDropOutIfNecessary(training, workspaces);
        if (!Checks.contiguous(input)) {
            input = workspaces.dup(ArrayType.INPUT, input, 'c');
        }
        return input;
    }

    /** A gradient from above as one contiguous block. */
    static INDArray prepareGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        return Checks.contiguous(epsilon) ? epsilon : workspaces.dup(ArrayType.BP_WORKING_MEM, epsilon, 'c');
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        weightNoiseParams.clear();
    }
}
