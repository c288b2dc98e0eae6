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
            case HARD_SIGMOID -> y.assign(hardSigmoid(x));
            case HARD_SWISH -> y.assign(hardSigmoid(x).muli(x));
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
            case HARD_SIGMOID -> ones(kept.gt(0)).muli(ones(kept.lt(1))).divi(6);
            // 0 up to -3, 1 from 3 on, and between them (2x + 3) / 6.
            case HARD_SWISH -> {
                INDArray between = ones(kept.gt(-3)).muli(ones(kept.lt(3)));
                yield kept.mul(2).addi(3).divi(6).muli(between).addi(ones(kept.gte(3)));
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

    private static INDArray hardSigmoid(INDArray x) {
        return Transforms.min(Transforms.max(x.div(6).addi(0.5), 0, false), 1, false);
    }

    /** A truth as 0 and 1 in floats. */
    static INDArray ones(INDArray truth) {
        return truth.castTo(DataType.FLOAT);
    }
}
