package org.bestiary.zoo.kernel;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Copies as assignments between views. */
final class Nd4jCopies implements Kernels.Memory {

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
