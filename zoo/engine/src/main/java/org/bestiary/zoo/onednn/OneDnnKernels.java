package org.bestiary.zoo.onednn;

import org.bestiary.zoo.kernel.Act;
import org.bestiary.zoo.kernel.ConvShape;
import org.bestiary.zoo.kernel.CopyShape;
import org.bestiary.zoo.kernel.Kernels;
import org.bestiary.zoo.kernel.LrnShape;
import org.bestiary.zoo.kernel.NormShape;
import org.bestiary.zoo.kernel.PoolShape;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The kernels on oneDNN: primitives are prepared once per thread, shape and mode, and run on the arrays' own memory. */
public final class OneDnnKernels implements Kernels {

    private final String description;

    /**
     * Loads oneDNN.
     *
     * @throws LinkageError if there is no build of it for this platform
     */
    public OneDnnKernels() {
        Loader.load(dnnl.class);
        dnnl_version_t version = dnnl.dnnl_version();
        description = "oneDNN " + version.major() + "." + version.minor() + "." + version.patch();
        Session.current();
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public boolean inMainMemory() {
        return true;
    }

    @Override
    public void convolve(ConvShape shape, INDArray x, INDArray w, INDArray b, Act act, INDArray y) {
        Convolutions.forward(shape, x, w, b, act, y);
    }

    @Override
    public void convolveBackData(ConvShape shape, INDArray dy, INDArray w, INDArray dx) {
        Convolutions.backData(shape, dy, w, dx);
    }

    @Override
    public void convolveBackWeights(ConvShape shape, INDArray x, INDArray dy, INDArray dw, INDArray db) {
        Convolutions.backWeights(shape, x, dy, dw, db);
    }

    @Override
    public void dense(INDArray x, INDArray w, INDArray b, Act act, INDArray y) {
        DenseProducts.forward(x, w, b, act, y);
    }

    @Override
    public void denseBack(INDArray x, INDArray w, INDArray dy, INDArray dx, INDArray dw, INDArray db) {
        DenseProducts.back(x, w, dy, dx, dw, db);
    }

    @Override
    public long normMask(NormShape shape) {
        return Norms.mask(shape);
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
        Norms.forward(shape, x, scaleShift, mean, variance, mask, y);
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
        Norms.back(shape, x, dy, scaleShift, mean, variance, mask, dx, dScaleShift);
    }

    @Override
    public void normaliseFixed(
            NormShape shape, INDArray x, INDArray scaleShift, INDArray mean, INDArray variance, INDArray y) {
        Norms.fixedForward(shape, x, scaleShift, mean, variance, y);
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
        Norms.fixedBack(shape, x, dy, scaleShift, mean, variance, dx, dScaleShift);
    }

    @Override
    public void activate(Act act, INDArray x, INDArray y) {
        Elementwise.activate(act, x, y);
    }

    @Override
    public void activateBack(Act act, INDArray kept, INDArray dy, INDArray dx) {
        Elementwise.activateBack(act, kept, dy, dx);
    }

    @Override
    public void add(INDArray a, INDArray b, boolean relu, INDArray y) {
        Elementwise.add(a, b, relu, y);
    }

    @Override
    public long poolIndices(PoolShape shape) {
        return Pools.indices(shape);
    }

    @Override
    public void pool(PoolShape shape, INDArray x, INDArray indices, INDArray y) {
        Pools.forward(shape, x, indices, y);
    }

    @Override
    public void poolBack(PoolShape shape, INDArray dy, INDArray indices, INDArray dx) {
        Pools.back(shape, dy, indices, dx);
    }

    @Override
    public long responseScratch(LrnShape shape) {
        return Norms.scratch(shape);
    }

    @Override
    public void respond(LrnShape shape, INDArray x, INDArray scratch, INDArray y) {
        Norms.respond(shape, x, scratch, y);
    }

    @Override
    public void respondBack(LrnShape shape, INDArray x, INDArray dy, INDArray scratch, INDArray dx) {
        Norms.respondBack(shape, x, dy, scratch, dx);
    }

    @Override
    public void copy(CopyShape shape, INDArray from, INDArray to) {
        Reorders.copy(shape, from, to);
    }

    @Override
    public void read(INDArray from, long start, float[] to, int count) {
        Session.current().floatsAt(Address.of(from) + start * Float.BYTES).get(to, 0, count);
    }

    @Override
    public void write(float[] from, int count, INDArray to, long start) {
        Session.current().floatsAt(Address.of(to) + start * Float.BYTES).put(from, 0, count);
    }
}
