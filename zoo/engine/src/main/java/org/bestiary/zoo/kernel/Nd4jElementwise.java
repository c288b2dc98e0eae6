package org.bestiary.zoo.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Activations, sums and factors of channels. */
final class Nd4jElementwise implements Kernels.Elementwise {

    @Override
    public void activate(Act act, INDArray x, INDArray y) {
        switch (act) {
            case IDENTITY -> y.assign(x);
            case RELU -> y.assign(Transforms.max(x, 0, true));
            case RELU6 -> y.assign(Transforms.min(Transforms.max(x, 0, true), 6, false));
            case TANH -> y.assign(Transforms.tanh(x, true));
            case SIGMOID -> y.assign(Transforms.sigmoid(x, true));
            case SWISH -> y.assign(Transforms.sigmoid(x, true).muli(x));
        }
    }

    @Override
    public void activateBack(Act act, INDArray kept, INDArray dy, INDArray dx) {
        INDArray slope = switch (act) {
            case IDENTITY -> Nd4j.onesLike(kept);
            case RELU -> ones(kept.gt(0));
            case RELU6 -> ones(kept.gt(0)).muli(ones(kept.lt(6)));
            case TANH -> kept.mul(kept).rsubi(1);
            case SIGMOID -> kept.rsub(1).muli(kept);
            case SWISH -> {
                INDArray s = Transforms.sigmoid(kept, true);
                yield s.rsub(1).muli(kept).addi(1).muli(s);
            }
        };
        dx.assign(slope.muli(dy));
    }

    @Override
    public void add(INDArray a, INDArray b, boolean relu, INDArray y) {
        a.addi(b, y);
        if (relu) {
            activate(Act.RELU, y, y);
        }
    }

    @Override
    public void scale(INDArray x, INDArray factors, INDArray y) {
        x.mul(factors, y);
    }

    @Override
    public void scaleBack(INDArray x, INDArray factors, INDArray dy, INDArray dx, INDArray df) {
        df.assign(dy.mul(x).sum(true, 1, 2));
        dy.mul(factors, dx);
    }

    /** A truth as 0 and 1 in floats. */
    static INDArray ones(INDArray truth) {
        return truth.castTo(DataType.FLOAT);
    }
}
