package org.bestiary.zoo.layer;

import org.bestiary.zoo.kernel.Act;
import org.bestiary.zoo.kernel.ConvShape;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A running convolution: plain, grouped or depthwise. */
@SuppressWarnings("serial")
final class FastConvolutionLayer extends FastParamLayer<ConvolutionLayer> {

    /** Makes the full shape for an input of some size. */
    interface Shapes {
        ConvShape of(long batch, long height, long width);
    }

    private final transient Shapes shapes;
    private final Act act;
    private final boolean imageInput;
    private transient ConvShape shape;
    private transient INDArray kept;

    FastConvolutionLayer(NeuralNetConfiguration conf, DataType type, Shapes shapes, Act act, boolean imageInput) {
        super(conf, type);
        this.shapes = shapes;
        this.act = act;
        this.imageInput = imageInput;
    }

    @Override
    public Type type() {
        return Type.CONVOLUTIONAL;
    }

    @Override
    public boolean hasBias() {
        return layerConf().hasBias();
    }

    private INDArray weights(boolean training, LayerWorkspaceMgr workspaces) {
        return getParamWithNoise(ConvolutionParamInitializer.WEIGHT_KEY, training, workspaces);
    }

    private INDArray bias(boolean training, LayerWorkspaceMgr workspaces) {
        return hasBias() ? getParamWithNoise(ConvolutionParamInitializer.BIAS_KEY, training, workspaces) : null;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        Checks.map(name(), input, layerConf().getNIn());
        INDArray x = prepareInput(training, workspaces);
        fit(x);
        INDArray y = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS,
                DataType.FLOAT,
                new long[] {x.size(0), shape.outHeight(), shape.outWidth(), shape.out()},
                'c');
        INDArray w = weights(training, workspaces);
        INDArray b = bias(training, workspaces);
        if (act.derivativeFromOutput()) {
            kernels.convolution().forward(shape, x, w, b, act, y);
            kept = y;
            return y;
        }
        kernels.convolution().forward(shape, x, w, b, Act.IDENTITY, y);
        INDArray activated = workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, y.shape(), 'c');
        kernels.elementwise().activate(act, y, activated);
        kept = y;
        return activated;
    }

    /** Works out the shape again only when the input's has changed. */
    private void fit(INDArray x) {
        if (shape != null && shape.batch() == x.size(0) && shape.height() == x.size(1) && shape.width() == x.size(2)) {
            return;
        }
        ConvShape s = shapes.of(x.size(0), x.size(1), x.size(2));
        if (s.outHeight() < 1 || s.outWidth() < 1) {
            throw new DL4JInvalidInputException(
                    "layer '" + name() + "': expected an input that the kernel fits into, got " + s);
        }
        shape = s;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        Checks.shape(name(), "a gradient", epsilon, shape.batch(), shape.outHeight(), shape.outWidth(), shape.out());
        INDArray dy = prepareGradient(epsilon, workspaces);
        if (act != Act.IDENTITY) {
            INDArray dz = workspaces.createUninitialized(ArrayType.BP_WORKING_MEM, DataType.FLOAT, dy.shape(), 'c');
            kernels.elementwise().activateBack(act, kept, dy, dz);
            dy = dz;
        }
        Gradient gradient = parameterGradients() ? parameterGradient(dy) : new DefaultGradient();
        INDArray dx = null;
        if (!imageInput || imageGradient()) {
            dx = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape(), 'c');
            kernels.convolution().backData(shape, dy, weights(true, workspaces), dx);
            dx = backpropDropOutIfPresent(dx);
        }
        weightNoiseParams.clear();
        return new Pair<>(gradient, dx);
    }

    private Gradient parameterGradient(INDArray dy) {
        INDArray dw = gradientViews.get(ConvolutionParamInitializer.WEIGHT_KEY);
        INDArray db = hasBias() ? gradientViews.get(ConvolutionParamInitializer.BIAS_KEY) : null;
        kernels.convolution().backWeights(shape, input, dy, dw, db);
        Gradient gradient = new DefaultGradient();
        if (db != null) {
            gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, db);
        }
        gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, dw, 'c');
        return gradient;
    }

    @Override
    public void clear() {
        super.clear();
        kept = null;
    }
}
