package org.bestiary.zoo.onednn;

import java.util.Arrays;
import java.util.Optional;
import org.bestiary.zoo.kernel.Kernels;
import org.bestiary.zoo.kernel.NormShape;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation of channels that do not fill vectors: folded, see {@link NormFolding}. A folded channel j is the pixels
 * of one channel c in one of k places; with as many pixels in each place,
 *
 * <pre>
 * mean c = mean of mean j,  variance c = mean of (variance j + (mean j - mean c)^2),
 * d gamma c = sum of d gamma j,  d beta c = sum of d beta j.
 * </pre>
 *
 * <p>A first pass takes the statistics, a second one normalises with those of c. Back, the pass for fixed statistics leaves
 * out what the statistics themselves pass on, {@code -gamma / s (d beta / n + (x - mean) / s * d gamma / n)} with n pixels
 * and deviation s, which is a line in x per channel and is added after it.
 */
final class FoldedNorms implements Kernels.Norm {
    private static final int VECTORS = 3;

    private final Norms norms;

    /**
     * @param norms for all other channels
     */
    FoldedNorms(Norms norms) {
        this.norms = norms;
    }

    /** x * factor + shift, added to y, for so many pixels and channels. */
    private record Line(NormShape view) {}

    /** The small vectors of one call, repeated as often as pixels are taken together. */
    private record Vectors(NormFolding folding, long scaleShift, long mean, long variance, long scaleShiftGradient) {
        static Vectors of(NormFolding folding) {
            long bytes = (long) folding.view().channels() * Float.BYTES;
            // Parts begin where vectors may.
            long part = (bytes + 63) & -64L;
            long at = Session.current().scratch(VECTORS, 8 * part);
            return new Vectors(folding, at, at + 2 * part, at + 3 * part, at + 4 * part);
        }

        long factor() {
            return scaleShiftGradient + (scaleShiftGradient - variance) * 2;
        }

        long shift() {
            return factor() + (scaleShiftGradient - variance);
        }

        /** Gamma of all folded channels, then beta. */
        void takeScaleShift(INDArray given) {
            int channels = folding.shape().channels();
            float[] both = read(Address.of(given), 2 * channels);
            int all = folding.view().channels();
            write(scaleShift, folding.repeated(Arrays.copyOf(both, channels)));
            write(
                    scaleShift + (long) all * Float.BYTES,
                    folding.repeated(Arrays.copyOfRange(both, channels, 2 * channels)));
        }

        void takeStatistics(INDArray givenMean, INDArray givenVariance) {
            int channels = folding.shape().channels();
            write(mean, folding.repeated(read(Address.of(givenMean), channels)));
            write(variance, folding.repeated(read(Address.of(givenVariance), channels)));
        }

        /** Statistics of the channels from those of the folded ones. */
        void mergeStatistics(INDArray toMean, INDArray toVariance) {
            int channels = folding.shape().channels();
            int all = folding.view().channels();
            float[] means = read(mean, all);
            float[] variances = read(variance, all);
            double[] merged = folding.summed(means, 0);
            float[] m = new float[channels];
            for (int c = 0; c < channels; c++) {
                merged[c] /= folding.times();
                m[c] = (float) merged[c];
            }
            double[] spread = new double[channels];
            for (int i = 0; i < all; i++) {
                double off = means[i] - merged[i % channels];
                spread[i % channels] += variances[i] + off * off;
            }
            float[] v = new float[channels];
            for (int c = 0; c < channels; c++) {
                v[c] = (float) (spread[c] / folding.times());
            }
            write(Address.of(toMean), m);
            write(Address.of(toVariance), v);
            takeStatistics(toMean, toVariance);
        }

        /** Gradients of gamma and beta from those of the folded channels. */
        float[] mergeGradients(INDArray to) {
            int channels = folding.shape().channels();
            int all = folding.view().channels();
            float[] folded = read(scaleShiftGradient, 2 * all);
            double[] scale = folding.summed(folded, 0);
            double[] shift = folding.summed(folded, all);
            float[] both = new float[2 * channels];
            for (int c = 0; c < channels; c++) {
                both[c] = (float) scale[c];
                both[channels + c] = (float) shift[c];
            }
            write(Address.of(to), both);
            return both;
        }

        /** The line in x that is what the statistics pass on. */
        void takeLine(float[] gradients, INDArray givenScaleShift, INDArray givenMean, INDArray givenVariance) {
            int channels = folding.shape().channels();
            float[] gamma = read(Address.of(givenScaleShift), channels);
            float[] means = read(Address.of(givenMean), channels);
            float[] variances = read(Address.of(givenVariance), channels);
            float[] factors = new float[channels];
            float[] shifts = new float[channels];
            for (int c = 0; c < channels; c++) {
                double inverse =
                        1 / Math.sqrt((double) variances[c] + folding.shape().epsilon());
                double scale = gamma[c] * inverse / folding.pixels();
                double factor = -scale * inverse * gradients[c];
                factors[c] = (float) factor;
                shifts[c] = (float) (-scale * gradients[channels + c] - factor * means[c]);
            }
            write(factor(), folding.repeated(factors));
            write(shift(), folding.repeated(shifts));
        }

        private static float[] read(long address, int count) {
            float[] values = new float[count];
            Session.current().floatsAt(address).get(values);
            return values;
        }

        private static void write(long address, float[] values) {
            Session.current().floatsAt(address).put(values);
        }
    }

    @Override
    public long mask(NormShape s) {
        return NormFolding.of(s).map(f -> Norms.mask(f.view(), true)).orElseGet(() -> norms.mask(s));
    }

    @Override
    public void forward(
            NormShape s, INDArray x, INDArray scaleShift, INDArray mean, INDArray variance, INDArray mask, INDArray y) {
        Optional<NormFolding> folding = NormFolding.of(s);
        if (folding.isEmpty()) {
            norms.forward(s, x, scaleShift, mean, variance, mask, y);
            return;
        }
        NormFolding f = folding.get();
        Vectors v = Vectors.of(f);
        v.takeScaleShift(scaleShift);
        Norms.forward(f.linear(), Address.of(x), v.scaleShift, v.mean, v.variance, 0, Address.of(y));
        v.mergeStatistics(mean, variance);
        Norms.fixedForward(
                f.view(),
                Address.of(x),
                v.scaleShift,
                v.mean,
                v.variance,
                mask == null ? 0 : Address.of(mask),
                Address.of(y));
    }

    @Override
    public void back(
            NormShape s,
            INDArray x,
            INDArray dy,
            INDArray scaleShift,
            INDArray mean,
            INDArray variance,
            INDArray mask,
            INDArray dx,
            INDArray dScaleShift) {
        Optional<NormFolding> folding = NormFolding.of(s);
        if (folding.isEmpty()) {
            norms.back(s, x, dy, scaleShift, mean, variance, mask, dx, dScaleShift);
            return;
        }
        NormFolding f = folding.get();
        Vectors v = Vectors.of(f);
        v.takeScaleShift(scaleShift);
        v.takeStatistics(mean, variance);
        Norms.fixedBack(
                f.view(),
                mask == null ? 0 : Address.of(mask),
                Address.of(x),
                Address.of(dy),
                v.scaleShift,
                v.mean,
                v.variance,
                Address.of(dx),
                v.scaleShiftGradient);
        v.takeLine(v.mergeGradients(dScaleShift), scaleShift, mean, variance);
        Session session = Session.current();
        session.<Operation>prepared(new Line(f.linear()), () -> prepareLine(f.view()))
                .bind(0, x)
                .bind(1, v.factor())
                .bind(2, v.shift())
                .bind(3, dx)
                .run(session);
    }

    private static Operation prepareLine(NormShape view) {
        memory.desc map = Descriptions.nhwc(view.batch(), view.height(), view.width(), view.channels());
        memory.desc channel = Descriptions.nhwc(1, 1, 1, view.channels());
        post_ops after = new post_ops();
        after.append_sum(1f, memory.data_type.undef);
        after.append_binary(dnnl.dnnl_binary_add, channel);
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(after);
        binary.desc wanted = new binary.desc(dnnl.dnnl_binary_mul, map, channel, map);
        return new Operation(
                new binary(new binary.primitive_desc(wanted, attributes, Session.engine())),
                new int[] {
                    dnnl.DNNL_ARG_SRC_0,
                    dnnl.DNNL_ARG_SRC_1,
                    dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * 2 | dnnl.DNNL_ARG_SRC_1,
                    dnnl.DNNL_ARG_DST
                },
                map,
                channel,
                channel,
                map);
    }

    @Override
    public void fixedForward(
            NormShape s, INDArray x, INDArray scaleShift, INDArray mean, INDArray variance, INDArray y) {
        Optional<NormFolding> folding = NormFolding.of(s);
        if (folding.isEmpty()) {
            norms.fixedForward(s, x, scaleShift, mean, variance, y);
            return;
        }
        Vectors v = Vectors.of(folding.get());
        v.takeScaleShift(scaleShift);
        v.takeStatistics(mean, variance);
        Norms.infer(folding.get().view(), Address.of(x), v.scaleShift, v.mean, v.variance, Address.of(y));
    }

    @Override
    public void fixedBack(
            NormShape s,
            INDArray x,
            INDArray dy,
            INDArray scaleShift,
            INDArray mean,
            INDArray variance,
            INDArray dx,
            INDArray dScaleShift) {
        Optional<NormFolding> folding = NormFolding.of(s);
        if (folding.isEmpty()) {
            norms.fixedBack(s, x, dy, scaleShift, mean, variance, dx, dScaleShift);
            return;
        }
        Vectors v = Vectors.of(folding.get());
        v.takeScaleShift(scaleShift);
        v.takeStatistics(mean, variance);
        Norms.fixedBack(
                folding.get().view(),
                Address.of(x),
                Address.of(dy),
                v.scaleShift,
                v.mean,
                v.variance,
                Address.of(dx),
                v.scaleShiftGradient);
        v.mergeGradients(dScaleShift);
    }
}
