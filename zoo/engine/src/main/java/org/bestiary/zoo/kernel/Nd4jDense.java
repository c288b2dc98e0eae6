package org.bestiary.zoo.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Dense layers as products of matrices. */
record Nd4jDense(Nd4jElementwise elementwise) implements Kernels.Dense {

    @Override
    public void forward(INDArray x, INDArray w, INDArray b, Act act, INDArray y) {
        y.assign(x.mmul(w));
        if (b != null) {
            y.addiRowVector(b);
        }
        elementwise.activate(act, y, y);
    }

    @Override
    public void back(INDArray x, INDArray w, INDArray dy, INDArray dx, INDArray dw, INDArray db) {
        if (dw != null) {
            dw.assign(x.transpose().mmul(dy));
        }
        if (db != null) {
            db.assign(dy.sum(0));
        }
        if (dx != null) {
            dx.assign(dy.mmul(w.transpose()));
        }
    }
}
