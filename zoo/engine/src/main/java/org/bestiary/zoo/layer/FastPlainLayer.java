package org.bestiary.zoo.layer;

import org.bestiary.zoo.kernel.Kernels;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the running layers without parameters have in common: a subclass says how to go forward and back.
 *
 * @param <C> the configuration
 */
@SuppressWarnings("serial")
abstract class FastPlainLayer<C extends Layer> extends AbstractLayer<C> {

    /** What computes. */
    protected final transient Kernels kernels = KernelChoice.kernels();

    FastPlainLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        Checks.networkType(conf.getLayer().getLayerName(), type);
    }

    /** The output for a contiguous input. */
    abstract INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspaces);

    /** The gradient with respect to the input {@link #input()} for a contiguous gradient of the output. */
    abstract INDArray back(INDArray dy, LayerWorkspaceMgr workspaces);

    String name() {
        return conf.getLayer().getLayerName();
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        Checks.floats(name(), input);
        if (!Checks.contiguous(input)) {
            input = workspaces.dup(ArrayType.INPUT, input, 'c');
        }
        return forward(input, training, workspaces);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        INDArray dx = back(FastParamLayer.prepareGradient(epsilon, workspaces), workspaces);
        return new Pair<>(new DefaultGradient(), dx);
    }

    /** An output of a given shape, uninitialised. */
    static INDArray output(LayerWorkspaceMgr workspaces, long... shape) {
        return workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, shape, 'c');
    }

    /** An input gradient of a given shape, uninitialised. */
    static INDArray gradient(LayerWorkspaceMgr workspaces, long... shape) {
        return workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, shape, 'c');
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        // no weights
    }
}
