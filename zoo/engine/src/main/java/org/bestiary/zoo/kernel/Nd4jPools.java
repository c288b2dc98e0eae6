package org.bestiary.zoo.kernel;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Pooling as one strided view of the padded image per position in the window. */
final class Nd4jPools implements Kernels.Pool {

    @Override
    public long indices(PoolShape s) {
        return s.kind() == PoolShape.Kind.MAX ? (long) s.batch() * s.outHeight() * s.outWidth() * s.channels() : 0;
    }

    @Override
    public void forward(PoolShape s, INDArray x, INDArray indices, INDArray y) {
        boolean max = s.kind() == PoolShape.Kind.MAX;
        INDArray padded = canvas(s, max ? Float.NEGATIVE_INFINITY : 0);
        centre(s, padded).assign(x);
        INDArray best = Nd4j.valueArrayOf(outputShape(s), max ? Float.NEGATIVE_INFINITY : 0f);
        INDArray winner = Nd4j.create(outputShape(s));
        for (int i = 0; i < s.kernelHeight(); i++) {
            for (int j = 0; j < s.kernelWidth(); j++) {
                INDArray here = view(s, padded, i, j).dup('c');
                if (max) {
                    INDArray better = Nd4jElementwise.ones(here.gt(best));
                    winner.muli(better.rsub(1)).addi(better.muli(i * s.kernelWidth() + j));
                    best = Transforms.max(best, here, true);
                } else {
                    best.addi(here);
                }
            }
        }
        if (!max) {
            best.muli(shares(s));
        } else if (indices != null) {
            indices.assign(winner.reshape(winner.length()));
        }
        y.assign(best.reshape('c', y.shape()));
    }

    @Override
    public void back(PoolShape s, INDArray dy, INDArray indices, INDArray dx) {
        boolean max = s.kind() == PoolShape.Kind.MAX;
        INDArray padded = canvas(s, 0);
        INDArray gradient = dy.reshape('c', outputShape(s));
        INDArray each = max ? gradient : gradient.mul(shares(s));
        for (int i = 0; i < s.kernelHeight(); i++) {
            for (int j = 0; j < s.kernelWidth(); j++) {
                INDArray part = each;
                if (max) {
                    INDArray won = Nd4jElementwise.ones(indices.eq(i * s.kernelWidth() + j));
                    part = won.reshape('c', outputShape(s)).muli(gradient);
                }
                view(s, padded, i, j).addi(part);
            }
        }
        dx.assign(centre(s, padded));
    }

    private static long[] outputShape(PoolShape s) {
        return new long[] {s.batch(), s.outHeight(), s.outWidth(), s.channels()};
    }

    /** Room for the image, its padding and what hangs over. */
    private static INDArray canvas(PoolShape s, float fill) {
        long rows = Math.max(s.height() + s.top() + s.bottom(), 1L) + s.overhangHeight();
        long columns = Math.max(s.width() + s.left() + s.right(), 1L) + s.overhangWidth();
        return Nd4j.valueArrayOf(new long[] {s.batch(), rows, columns, s.channels()}, fill);
    }

    private static INDArray centre(PoolShape s, INDArray padded) {
        return padded.get(
                all(), interval(s.top(), s.top() + s.height()), interval(s.left(), s.left() + s.width()), all());
    }

    /** What position (i, j) of every window sees. */
    private static INDArray view(PoolShape s, INDArray padded, int i, int j) {
        return padded.get(
                all(), places(i, s.strideHeight(), s.outHeight()), places(j, s.strideWidth(), s.outWidth()), all());
    }

    /** One over the number of positions that count in each window, [1, H', W', 1] spread over the output. */
    private static INDArray shares(PoolShape s) {
        float[] rows =
                counts(s.outHeight(), s.strideHeight(), s.kernelHeight(), s.height(), s.top(), s.bottom(), s.kind());
        float[] columns =
                counts(s.outWidth(), s.strideWidth(), s.kernelWidth(), s.width(), s.left(), s.right(), s.kind());
        INDArray shares = Nd4j.create(1, s.outHeight(), s.outWidth(), 1);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                shares.putScalar(new int[] {0, i, j, 0}, 1 / (rows[i] * columns[j]));
            }
        }
        return shares.broadcast(outputShape(s)).dup('c');
    }

    /** Positions of each window that count along one axis. */
    private static float[] counts(
            int out, int stride, int kernel, int size, int before, int after, PoolShape.Kind kind) {
        boolean padding = kind == PoolShape.Kind.AVERAGE_COUNTING_PADDING;
        float[] counts = new float[out];
        for (int i = 0; i < out; i++) {
            int start = i * stride - before;
            int from = padding ? start : Math.max(start, 0);
            int to = Math.min(start + kernel, padding ? size + after : size);
            counts[i] = to - from;
        }
        return counts;
    }

    /** So many places, a stride apart; ND4J takes a stride along a single place for more than it is. */
    private static INDArrayIndex places(int first, int stride, int count) {
        return count == 1 ? interval(first, first + 1) : interval(first, stride, first + stride * (count - 1) + 1);
    }
}
