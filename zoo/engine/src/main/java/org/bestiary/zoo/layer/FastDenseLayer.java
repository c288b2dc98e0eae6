package org.bestiary.zoo.layer;

import org.bestiary.zoo.kernel.Act;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A running dense layer. */
@SuppressWarnings("serial")
final class FastDenseLayer extends FastParamLayer<FastDense> {

    private final Act act;
    private transient INDArray kept;

    FastDenseLayer(NeuralNetConfiguration conf, DataType type, Act act) {
        super(conf, type);
        this.act = act;
    }

    @Override
    public boolean hasBias() {
        return layerConf().hasBias();
    }

    private INDArray parameter(String key, boolean training, LayerWorkspaceMgr workspaces) {
        return getParamWithNoise(key, training, workspaces);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        Checks.matrix(name(), input, layerConf().getNIn());
        INDArray x = prepareInput(training, workspaces);
        INDArray w = parameter(DefaultParamInitializer.WEIGHT_KEY, training, workspaces);
        INDArray b = hasBias() ? parameter(DefaultParamInitializer.BIAS_KEY, training, workspaces) : null;
        long[] size = {x.size(0), layerConf().getNOut()};
        INDArray y = workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, size, 'c');
        kept = y;
        if (act.derivativeFromOutput()) {
            kernels.dense().forward(x, w, b, act, y);
            return y;
        }
        kernels.dense().forward(x, w, b, Act.IDENTITY, y);
        INDArray activated = workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, size, 'c');
        kernels.elementwise().activate(act, y, activated);
        return activated;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        Checks.shape(name(), "a gradient", epsilon, input.size(0), layerConf().getNOut());
        INDArray dy = prepareGradient(epsilon, workspaces);
        if (act != Act.IDENTITY) {
            INDArray dz = workspaces.createUninitialized(ArrayType.BP_WORKING_MEM, DataType.FLOAT, dy.shape(), 'c');
            kernels.elementwise().activateBack(act, kept, dy, dz);
            dy = dz;
        }
        INDArray dw = parameterGradients() ? gradientViews.get(DefaultParamInitializer.WEIGHT_KEY) : null;
        INDArray db = dw != null && hasBias() ? gradientViews.get(DefaultParamInitializer.BIAS_KEY) : null;
        INDArray dx = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape(), 'c');
        kernels.dense().back(input, parameter(DefaultParamInitializer.WEIGHT_KEY, true, workspaces), dy, dx, dw, db);
        Gradient gradient = new DefaultGradient();
        if (dw != null) {
            gradient.setGradientFor(DefaultParamInitializer.WEIGHT_KEY, dw);
        }
        if (db != null) {
            gradient.setGradientFor(DefaultParamInitializer.BIAS_KEY, db);
        }
        weightNoiseParams.clear();
        return new Pair<>(gradient, backpropDropOutIfPresent(dx));
    }

    @Override
    public void clear() {
        super.clear();
        kept = null;
    }
}
