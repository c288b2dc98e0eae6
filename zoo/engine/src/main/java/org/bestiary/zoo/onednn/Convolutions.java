package org.bestiary.zoo.onednn;

import static org.bestiary.zoo.onednn.Descriptions.described;
import static org.bestiary.zoo.onednn.Descriptions.nhwc;
import static org.bestiary.zoo.onednn.Descriptions.sizes;

import org.bestiary.zoo.kernel.Act;
import org.bestiary.zoo.kernel.ConvShape;
import org.bestiary.zoo.kernel.Kernels;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.LongPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolution primitives, and the reorders between DL4J's weights and the format each primitive prefers. */
final class Convolutions implements Kernels.Convolution {

    private static final int PREFERRED_WEIGHTS = 0;

    private record ForwardKey(ConvShape shape, Act act, boolean bias) {}

    private record BackDataKey(ConvShape shape) {}

    private record BackWeightsKey(ConvShape shape, boolean bias) {}

    /** A convolution and the reorder of its weights; the reorder is null where the formats are the same. */
    private record Prepared(Operation convolution, Operation reorder, long weightBytes) implements AutoCloseable {
        @Override
        public void close() {
            convolution.close();
            if (reorder != null) {
                reorder.close();
            }
        }
    }

    @Override
    public void forward(ConvShape s, INDArray x, INDArray w, INDArray b, Act act, INDArray y) {
        Session session = Session.current();
        Prepared p = session.prepared(new ForwardKey(s, act, b != null), () -> prepareForward(s, act, b != null));
        p.convolution.bind(0, x).bind(1, preferred(session, p, w)).bind(2, y);
        if (b != null) {
            p.convolution.bind(3, b);
        }
        p.convolution.run(session);
    }

    @Override
    public void backData(ConvShape s, INDArray dy, INDArray w, INDArray dx) {
        Session session = Session.current();
        Prepared p = session.prepared(new BackDataKey(s), () -> prepareBackData(s));
        p.convolution.bind(0, dy).bind(1, preferred(session, p, w)).bind(2, dx).run(session);
    }

    @Override
    public void backWeights(ConvShape s, INDArray x, INDArray dy, INDArray dw, INDArray db) {
        Session session = Session.current();
        Prepared p = session.prepared(new BackWeightsKey(s, db != null), () -> prepareBackWeights(s, db != null));
        long target = p.reorder == null ? Address.of(dw) : session.scratch(PREFERRED_WEIGHTS, p.weightBytes);
        p.convolution.bind(0, x).bind(1, dy).bind(2, target);
        if (db != null) {
            p.convolution.bind(3, db);
        }
        p.convolution.run(session);
        if (p.reorder != null) {
            p.reorder.bind(0, target).bind(1, dw).run(session);
        }
    }

    private static long preferred(Session session, Prepared p, INDArray w) {
        if (p.reorder == null) {
            return Address.of(w);
        }
        long target = session.scratch(PREFERRED_WEIGHTS, p.weightBytes);
        p.reorder.bind(0, w).bind(1, target).run(session);
        return target;
    }

    private static Prepared prepareForward(ConvShape s, Act act, boolean bias) {
        convolution_forward.primitive_desc chosen = forwardDescription(s, act, bias);
        memory.desc weights = chosen.weights_desc();
        int[] ids = bias
                ? new int[] {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_WEIGHTS, dnnl.DNNL_ARG_DST, dnnl.DNNL_ARG_BIAS}
                : new int[] {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_WEIGHTS, dnnl.DNNL_ARG_DST};
        Operation convolution = new Operation(
                new convolution_forward(chosen),
                ids,
                input(s),
                weights,
                output(s),
                described(memory.format_tag.x, s.out()));
        return new Prepared(convolution, Reorders.between(stored(s), weights), weights.get_size());
    }

    private static Prepared prepareBackData(ConvShape s) {
        convolution_backward_data.desc wanted = new convolution_backward_data.desc(
                dnnl.dnnl_convolution_direct,
                input(s),
                anyWeights(s),
                output(s),
                strides(s),
                dilation(s),
                before(s),
                after(s));
        convolution_backward_data.primitive_desc chosen = new convolution_backward_data.primitive_desc(
                wanted, Session.engine(), forwardDescription(s, Act.IDENTITY, false));
        memory.desc weights = chosen.weights_desc();
        int[] ids = {dnnl.DNNL_ARG_DIFF_DST, dnnl.DNNL_ARG_WEIGHTS, dnnl.DNNL_ARG_DIFF_SRC};
        Operation convolution = new Operation(new convolution_backward_data(chosen), ids, output(s), weights, input(s));
        return new Prepared(convolution, Reorders.between(stored(s), weights), weights.get_size());
    }

    private static Prepared prepareBackWeights(ConvShape s, boolean bias) {
        memory.desc b = described(memory.format_tag.x, s.out());
        convolution_backward_weights.desc wanted = bias
                ? new convolution_backward_weights.desc(
                        dnnl.dnnl_convolution_direct,
                        input(s),
                        anyWeights(s),
                        b,
                        output(s),
                        strides(s),
                        dilation(s),
                        before(s),
                        after(s))
                : new convolution_backward_weights.desc(
                        dnnl.dnnl_convolution_direct,
                        input(s),
                        anyWeights(s),
                        output(s),
                        strides(s),
                        dilation(s),
                        before(s),
                        after(s));
        convolution_backward_weights.primitive_desc chosen = new convolution_backward_weights.primitive_desc(
                wanted, Session.engine(), forwardDescription(s, Act.IDENTITY, bias));
        memory.desc weights = chosen.diff_weights_desc();
        int[] ids = bias
                ? new int[] {
                    dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DIFF_DST, dnnl.DNNL_ARG_DIFF_WEIGHTS, dnnl.DNNL_ARG_DIFF_BIAS
                }
                : new int[] {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DIFF_DST, dnnl.DNNL_ARG_DIFF_WEIGHTS};
        Operation convolution =
                new Operation(new convolution_backward_weights(chosen), ids, input(s), output(s), weights, b);
        return new Prepared(convolution, Reorders.between(weights, stored(s)), weights.get_size());
    }

    private static convolution_forward.primitive_desc forwardDescription(ConvShape s, Act act, boolean bias) {
        convolution_forward.desc wanted = bias
                ? new convolution_forward.desc(
                        dnnl.dnnl_forward_training,
                        dnnl.dnnl_convolution_direct,
                        input(s),
                        anyWeights(s),
                        described(memory.format_tag.x, s.out()),
                        output(s),
                        strides(s),
                        dilation(s),
                        before(s),
                        after(s))
                : new convolution_forward.desc(
                        dnnl.dnnl_forward_training,
                        dnnl.dnnl_convolution_direct,
                        input(s),
                        anyWeights(s),
                        output(s),
                        strides(s),
                        dilation(s),
                        before(s),
                        after(s));
        return new convolution_forward.primitive_desc(wanted, Descriptions.followedBy(act), Session.engine());
    }

    private static memory.desc input(ConvShape s) {
        return nhwc(s.batch(), s.height(), s.width(), s.in());
    }

    private static memory.desc output(ConvShape s) {
        return nhwc(s.batch(), s.outHeight(), s.outWidth(), s.out());
    }

    private static memory.desc anyWeights(ConvShape s) {
        return described(memory.format_tag.any, weightSizes(s));
    }

    private static long[] weightSizes(ConvShape s) {
        long g = s.groups();
        return g == 1
                ? new long[] {s.out(), s.in(), s.kernelHeight(), s.kernelWidth()}
                : new long[] {g, s.out() / g, s.in() / g, s.kernelHeight(), s.kernelWidth()};
    }

    /** The weights as the layer stores them. */
    private static memory.desc stored(ConvShape s) {
        if (s.layout() == ConvShape.WeightLayout.OUT_IN_HEIGHT_WIDTH) {
            return described(s.groups() == 1 ? memory.format_tag.oihw : memory.format_tag.goihw, weightSizes(s));
        }
        long multiplier = s.out() / s.in();
        long pixel = s.in() * multiplier;
        return s.groups() == 1
                ? Descriptions.strided(weightSizes(s), new long[] {1, pixel, s.kernelWidth() * pixel, pixel})
                : Descriptions.strided(
                        weightSizes(s), new long[] {multiplier, 1, multiplier, s.kernelWidth() * pixel, pixel});
    }

    private static LongPointer strides(ConvShape s) {
        return sizes(s.strideHeight(), s.strideWidth());
    }

    private static LongPointer dilation(ConvShape s) {
        return sizes(s.dilationHeight() - 1, s.dilationWidth() - 1);
    }

    private static LongPointer before(ConvShape s) {
        return sizes(s.top(), s.left());
    }

    private static LongPointer after(ConvShape s) {
        return sizes(s.bottom(), s.right());
    }
}
