package org.bestiary.zoo.kernel;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The kernels on ND4J's own operations: for backends and platforms without oneDNN. Written to be right and plain, with
 * temporary arrays and without regard to speed.
 */
public final class Nd4jKernels implements Kernels {

    @Override
    public String description() {
        return "ND4J " + Nd4j.getBackend().getClass().getSimpleName();
    }

    @Override
    public boolean inMainMemory() {
        return false;
    }

    @Override
    public void convolve(ConvShape shape, INDArray x, INDArray w, INDArray b, Act act, INDArray y) {
        Nd4jConvolutions.forward(shape, x, w, b, y);
        activate(act, y, y);
    }

    @Override
    public void convolveBackData(ConvShape shape, INDArray dy, INDArray w, INDArray dx) {
        INDArray x = Nd4j.create(dx.shape());
        Nd4jConvolutions.back(shape, x, w, dy, dx, Nd4j.create(w.shape()));
    }

    @Override
    public void convolveBackWeights(ConvShape shape, INDArray x, INDArray dy, INDArray dw, INDArray db) {
        Nd4jConvolutions.back(shape, x, Nd4j.create(dw.shape()), dy, Nd4j.create(x.shape()), dw);
        if (db != null) {
            db.assign(dy.reshape('c', dy.length() / shape.out(), shape.out()).sum(0));
        }
    }

    @Override
    public void dense(INDArray x, INDArray w, INDArray b, Act act, INDArray y) {
        y.assign(x.mmul(w));
        if (b != null) {
            y.addiRowVector(b);
        }
        activate(act, y, y);
    }

    @Override
    public void denseBack(INDArray x, INDArray w, INDArray dy, INDArray dx, INDArray dw, INDArray db) {
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

    @Override
    public long normMask(NormShape shape) {
        return 0;
    }

    @Override
    public void normalise(
            NormShape shape,
            INDArray x,
            INDArray scaleShift,
            INDArray mean,
            INDArray variance,
            INDArray mask,
            INDArray y) {
        Nd4jNorms.forward(shape, x, scaleShift, mean, variance, y);
    }

    @Override
    public void normaliseBack(
            NormShape shape,
            INDArray x,
            INDArray dy,
            INDArray scaleShift,
            INDArray mean,
            INDArray variance,
            INDArray mask,
            INDArray dx,
            INDArray dScaleShift) {
        Nd4jNorms.back(shape, false, x, dy, scaleShift, mean, variance, dx, dScaleShift);
    }

    @Override
    public void normaliseFixed(
            NormShape shape, INDArray x, INDArray scaleShift, INDArray mean, INDArray variance, INDArray y) {
        Nd4jNorms.fixedForward(shape, x, scaleShift, mean, variance, y);
    }

    @Override
    public void normaliseFixedBack(
            NormShape shape,
            INDArray x,
            INDArray dy,
            INDArray scaleShift,
            INDArray mean,
            INDArray variance,
            INDArray dx,
            INDArray dScaleShift) {
        Nd4jNorms.back(shape, true, x, dy, scaleShift, mean, variance, dx, dScaleShift);
    }

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

    /** A truth as 0 and 1 in floats. */
    static INDArray ones(INDArray truth) {
        return truth.castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT);
    }

    @Override
    public void add(INDArray a, INDArray b, boolean relu, INDArray y) {
        a.addi(b, y);
        if (relu) {
            activate(Act.RELU, y, y);
        }
    }

    @Override
    public long poolIndices(PoolShape shape) {
        return shape.kind() == PoolShape.Kind.MAX
                ? (long) shape.batch() * shape.outHeight() * shape.outWidth() * shape.channels()
                : 0;
    }

    @Override
    public void pool(PoolShape shape, INDArray x, INDArray indices, INDArray y) {
        Nd4jPools.forward(shape, x, indices, y);
    }

    @Override
    public void poolBack(PoolShape shape, INDArray dy, INDArray indices, INDArray dx) {
        Nd4jPools.back(shape, dy, indices, dx);
    }

    @Override
    public long responseScratch(LrnShape shape) {
        return 0;
    }

    @Override
    public void respond(LrnShape shape, INDArray x, INDArray scratch, INDArray y) {
        Nd4jNorms.respond(shape, x, y);
    }

    @Override
    public void respondBack(LrnShape shape, INDArray x, INDArray dy, INDArray scratch, INDArray dx) {
        Nd4jNorms.respondBack(shape, x, dy, dx);
    }

    @Override
    public void copy(CopyShape s, INDArray from, INDArray to) {
        INDArray source = Nd4j.create(from.data(), s.sizes(), s.fromStrides(), from.offset() + s.fromOffset(), 'c');
        Nd4j.create(to.data(), s.sizes(), s.toStrides(), to.offset() + s.toOffset(), 'c')
                .assign(source);
    }

    @Override
    public void read(INDArray from, long start, float[] to, int count) {
        float[] part = part(from, start, count).dup().data().asFloat();
        System.arraycopy(part, 0, to, 0, count);
    }

    @Override
    public void write(float[] from, int count, INDArray to, long start) {
        part(to, start, count).assign(Nd4j.createFromArray(Arrays.copyOf(from, count)));
    }

    private static INDArray part(INDArray array, long start, int count) {
        return array.reshape(array.length()).get(NDArrayIndex.interval(start, start + count));
    }
}
