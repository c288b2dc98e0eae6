package org.bestiary.zoo.layer;

import java.util.Objects;
import org.bestiary.zoo.kernel.Act;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An activation function by itself, on arrays of any shape. */
public class FastActivation extends FastPlain {

    private static final long serialVersionUID = 1L;

    private Act act = Act.RELU;

    /** For JSON: ReLU. */
    public FastActivation() {}

    /** The given function. */
    public FastActivation(Act act) {
        this.act = Objects.requireNonNull(act);
    }

    /** The function. */
    public Act getAct() {
        return act;
    }

    /** Sets {@link #getAct()}. */
    public void setAct(Act act) {
        this.act = act;
    }

    @Override
    FastPlainLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
        return new Running(conf, type);
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof FastActivation that && act == that.act;
    }

    @Override
    public int hashCode() {
        return super.hashCode() * 31 + act.hashCode();
    }

    @SuppressWarnings("serial")
    private static final class Running extends FastPlainLayer<FastActivation> {

        private transient INDArray kept;

        Running(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        @Override
        INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr workspaces) {
            Act act = layerConf().getAct();
            INDArray y = output(workspaces, x.shape());
            if (act == Act.IDENTITY) {
                y.assign(x);
            } else {
                kernels.elementwise().activate(act, x, y);
            }
            kept = act.derivativeFromOutput() ? y : x;
            return y;
        }

        @Override
        INDArray back(INDArray dy, LayerWorkspaceMgr workspaces) {
            INDArray dx = gradient(workspaces, dy.shape());
            if (layerConf().getAct() == Act.IDENTITY) {
                return dx.assign(dy);
            }
            kernels.elementwise().activateBack(layerConf().getAct(), kept, dy, dx);
            return dx;
        }

        @Override
        public void clear() {
            super.clear();
            kept = null;
        }
    }
}
