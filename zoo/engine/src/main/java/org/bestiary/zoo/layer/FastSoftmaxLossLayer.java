package org.bestiary.zoo.layer;

import java.util.Arrays;
import org.bestiary.zoo.kernel.Kernels;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.LossLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A running softmax cross-entropy. The arrays are small, so plain Java on copies is faster than the dozen operations that
 * DL4J's loss makes of it.
 */
final class FastSoftmaxLossLayer extends LossLayer {

    private static final long serialVersionUID = 1L;

    private final transient Kernels kernels = KernelChoice.kernels();
    private transient float[] probabilities = {};
    private transient float[] targets = {};
    private transient double[] losses = {};
    private transient boolean evaluated;

    FastSoftmaxLossLayer(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        Checks.networkType(conf.getLayer().getLayerName(), type);
    }

    private FastSoftmaxLoss settings() {
        return (FastSoftmaxLoss) conf.getLayer();
    }

    /** Puts the logits' softmax into {@link #probabilities} and log of each row's sum, shifted back, into losses. */
    private int softmax() {
        Checks.matrix(conf.getLayer().getLayerName(), input, 0);
        INDArray x = Checks.contiguous(input) ? input : input.dup('c');
        int rows = (int) x.size(0);
        int classes = (int) x.size(1);
        if (probabilities.length < rows * classes) {
            probabilities = new float[rows * classes];
            targets = new float[rows * classes];
        }
        if (losses.length < rows) {
            losses = new double[rows];
        }
        kernels.memory().read(x, 0, probabilities, rows * classes);
        for (int r = 0; r < rows; r++) {
            losses[r] = softmaxRow(r * classes, (r + 1) * classes);
        }
        return classes;
    }

    /** Softmax of one row in place; returns the log of the sum of the exponentials. */
    private double softmaxRow(int from, int to) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            max = Math.max(max, probabilities[i]);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            double e = Math.exp(probabilities[i] - max);
            probabilities[i] = (float) e;
            sum += e;
        }
        float scale = (float) (1 / sum);
        for (int i = from; i < to; i++) {
            probabilities[i] *= scale;
        }
        return max + Math.log(sum);
    }

    /** Fills probabilities, targets (smoothed) and the weighted loss of each example. */
    private void evaluate() {
        if (input == null || labels == null) {
            throw new IllegalStateException(
                    "layer '" + conf.getLayer().getLayerName() + "': input and labels must be set");
        }
        if (!Arrays.equals(labels.shape(), input.shape())) {
            throw new DL4JInvalidInputException("layer '" + conf.getLayer().getLayerName() + "': expected labels "
                    + Arrays.toString(input.shape()) + ", got " + Arrays.toString(labels.shape()));
        }
        int rows = (int) input.size(0);
        int classes = softmax();
        INDArray y = labels.castTo(DataType.FLOAT);
        kernels.memory().read(Checks.contiguous(y) ? y : y.dup('c'), 0, targets, rows * classes);
        float smoothing = (float) settings().getLabelSmoothing();
        kernels.memory()
                .read(Checks.contiguous(input) ? input : input.dup('c'), 0, logits(rows * classes), rows * classes);
        for (int r = 0; r < rows; r++) {
            double weight = settings().getWeight() * mask(r);
            double total = 0;
            double picked = 0;
            for (int i = r * classes; i < (r + 1) * classes; i++) {
                targets[i] = (1 - smoothing) * targets[i] + smoothing / classes;
                total += targets[i];
                picked += (double) targets[i] * logits[i];
            }
            losses[r] = weight * (total * losses[r] - picked);
        }
        evaluated = true;
    }

    private transient float[] logits = {};

    private float[] logits(int length) {
        if (logits.length < length) {
            logits = new float[length];
        }
        return logits;
    }

    private double mask(int row) {
        return maskArray == null ? 1 : maskArray.getDouble(row);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        softmax();
        evaluated = false;
        INDArray y = FastPlainLayer.output(workspaces, input.shape());
        kernels.memory().write(probabilities, (int) input.length(), y, 0);
        if (maskArray != null) {
            y.muliColumnVector(maskArray.castTo(DataType.FLOAT));
        }
        return y;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        evaluate();
        int rows = (int) input.size(0);
        int classes = (int) input.size(1);
        float weight = (float) settings().getWeight();
        float[] delta = probabilities;
        for (int r = 0; r < rows; r++) {
            float scale = weight * (float) mask(r);
            float total = 0;
            for (int i = r * classes; i < (r + 1) * classes; i++) {
                total += targets[i];
            }
            for (int i = r * classes; i < (r + 1) * classes; i++) {
                delta[i] = scale * (total * probabilities[i] - targets[i]);
            }
        }
        INDArray dx = FastPlainLayer.gradient(workspaces, input.shape());
        kernels.memory().write(delta, rows * classes, dx, 0);
        return new Pair<>(new DefaultGradient(), dx);
    }

    @Override
    public double computeScore(double regularisation, boolean training, LayerWorkspaceMgr workspaces) {
        if (!evaluated) {
            evaluate();
        }
        int rows = (int) input.size(0);
        double sum = 0;
        for (int r = 0; r < rows; r++) {
            sum += losses[r];
        }
        score = sum / rows + regularisation;
        return score;
    }

    @Override
    public INDArray computeScoreForExamples(double regularisation, LayerWorkspaceMgr workspaces) {
        evaluate();
        int rows = (int) input.size(0);
        float[] each = new float[rows];
        for (int r = 0; r < rows; r++) {
            each[r] = (float) (losses[r] + regularisation);
        }
        INDArray scores =
                workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, new long[] {rows, 1}, 'c');
        kernels.memory().write(each, rows, scores, 0);
        return scores;
    }

    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr workspaces) {
        super.setInput(input, workspaces);
        evaluated = false;
    }

    @Override
    public void setLabels(INDArray labels) {
        super.setLabels(labels);
        evaluated = false;
    }

    @Override
    public void clear() {
        super.clear();
        evaluated = false;
    }
}
