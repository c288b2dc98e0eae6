package org.bestiary.zoo.layer;

import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.BETA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GAMMA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_MEAN;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_VAR;

import org.bestiary.zoo.kernel.NormShape;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A running batch normalisation. */
@SuppressWarnings("serial")
final class FastBatchNormLayer extends FastParamLayer<FastBatchNorm> {

    private transient INDArray batchMean;
    private transient INDArray batchVariance;
    private transient INDArray mask;
    private transient NormShape shape;
    private transient boolean trained;
    private transient boolean runningStatistics;

    FastBatchNormLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    @Override
    public Type type() {
        return Type.NORMALIZATION;
    }

    /** Whether it computes with its running statistics even in training, as one that is frozen does. */
    void useRunningStatistics(boolean always) {
        runningStatistics = always;
    }

    /** Gamma and beta come first in the flat parameters, which is the pair that the kernels want. */
    private INDArray scaleShift() {
        return paramsFlattened;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        if (input.rank() == 2) {
            Checks.matrix(name(), input, layerConf().getNOut());
        } else {
            Checks.map(name(), input, layerConf().getNOut());
        }
        INDArray x = prepareInput(training, workspaces);
        fit(x);
        trained = training && !runningStatistics;
        INDArray y = workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, x.shape(), 'c');
        if (!trained) {
            kernels.norm().fixedForward(shape, x, scaleShift(), params.get(GLOBAL_MEAN), params.get(GLOBAL_VAR), y);
            return y;
        }
        long maskLength = kernels.norm().mask(shape);
        mask = maskLength == 0
                ? null
                : workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, new long[] {maskLength}, 'c');
        kernels.norm().forward(shape, x, scaleShift(), batchMean, batchVariance, mask, y);
        return y;
    }

    @SuppressWarnings("try") // the scope is only entered and left
    private void fit(INDArray x) {
        int height = x.rank() == 4 ? (int) x.size(1) : 1;
        int width = x.rank() == 4 ? (int) x.size(2) : 1;
        if (shape != null && shape.batch() == x.size(0) && shape.height() == height && shape.width() == width) {
            return;
        }
        long channels = layerConf().getNOut();
        shape = new NormShape(
                (int) x.size(0),
                height,
                width,
                (int) channels,
                (float) layerConf().getEps(),
                layerConf().isRelu());
        if (batchMean == null) {
            // These outlive the step, so they must not come from the workspace that happens to be open.
            try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                batchMean = Nd4j.create(DataType.FLOAT, channels);
                batchVariance = Nd4j.create(DataType.FLOAT, channels);
            }
        }
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        Checks.shape(name(), "a gradient", epsilon, input.shape());
        INDArray dy = prepareGradient(epsilon, workspaces);
        INDArray dx = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape(), 'c');
        INDArray mean = params.get(GLOBAL_MEAN);
        INDArray variance = params.get(GLOBAL_VAR);
        if (!trained && !parameterGradients()) {
            INDArray unused = workspaces.createUninitialized(
                    ArrayType.BP_WORKING_MEM,
                    DataType.FLOAT,
                    new long[] {scaleShift().length()},
                    'c');
            kernels.norm().fixedBack(shape, input, dy, scaleShift(), mean, variance, dx, unused);
            return new Pair<>(new DefaultGradient(), backpropDropOutIfPresent(dx));
        }
        INDArray dMean = gradientViews.get(GLOBAL_MEAN);
        INDArray dVariance = gradientViews.get(GLOBAL_VAR);
        if (trained) {
            kernels.norm().back(shape, input, dy, scaleShift(), batchMean, batchVariance, mask, dx, gradientsFlattened);
            // Running statistics travel as gradients that no updater touches: statistics - gradient is the new value.
            double pull = 1 - layerConf().getDecay();
            mean.subi(batchMean, dMean).muli(pull);
            variance.subi(batchVariance, dVariance).muli(pull);
        } else {
            kernels.norm().fixedBack(shape, input, dy, scaleShift(), mean, variance, dx, gradientsFlattened);
            dMean.assign(0);
            dVariance.assign(0);
        }
        Gradient gradient = new DefaultGradient();
        gradient.setGradientFor(GAMMA, gradientViews.get(GAMMA));
        gradient.setGradientFor(BETA, gradientViews.get(BETA));
        gradient.setGradientFor(GLOBAL_MEAN, dMean);
        gradient.setGradientFor(GLOBAL_VAR, dVariance);
        return new Pair<>(gradient, backpropDropOutIfPresent(dx));
    }

    @Override
    public boolean updaterDivideByMinibatch(String parameter) {
        return !GLOBAL_MEAN.equals(parameter) && !GLOBAL_VAR.equals(parameter);
    }

    @Override
    public void clear() {
        super.clear();
        mask = null;
    }
}
