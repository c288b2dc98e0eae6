package org.bestiary.zoo.onednn;

import org.bestiary.zoo.kernel.Kernels;
import org.bestiary.zoo.kernel.LrnShape;
import org.bestiary.zoo.kernel.NormShape;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.lrn_backward;
import org.bytedeco.dnnl.lrn_forward;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalisation, with a fused ReLU if asked for, and local response normalisation. */
final class Norms implements Kernels.Norm, Kernels.Response {

    private enum Mode {
        TRAIN,
        TRAIN_BACK,
        FIXED,
        FIXED_BACK,
        INFER
    }

    private record Key(NormShape shape, Mode mode) {}

    private record ResponseKey(LrnShape shape, boolean back) {}

    /** An operation and the size of its workspace in floats. */
    private record Prepared(Operation operation, long scratch) implements AutoCloseable {
        @Override
        public void close() {
            operation.close();
        }
    }

    private static final int MASK = 1;
    private static final int DISCARDED = 2;

    @Override
    public long mask(NormShape s) {
        return mask(s, false);
    }

    /** Floats of the ReLU's mask, with statistics of the batch or fixed ones. */
    static long mask(NormShape s, boolean fixed) {
        return prepared(s, fixed ? Mode.FIXED : Mode.TRAIN).scratch;
    }

    @Override
    public void forward(
            NormShape s, INDArray x, INDArray scaleShift, INDArray mean, INDArray variance, INDArray mask, INDArray y) {
        forward(
                s,
                Address.of(x),
                Address.of(scaleShift),
                Address.of(mean),
                Address.of(variance),
                mask == null ? 0 : Address.of(mask),
                Address.of(y));
    }

    /** The same at addresses; no mask is 0. */
    static void forward(NormShape s, long x, long scaleShift, long mean, long variance, long mask, long y) {
        run(prepared(s, Mode.TRAIN), mask, x, scaleShift, mean, variance, y);
    }

    /** With given statistics, and the mask that {@link #fixedBack} needs. */
    static void fixedForward(NormShape s, long x, long scaleShift, long mean, long variance, long mask, long y) {
        run(prepared(s, Mode.FIXED), mask, x, scaleShift, mean, variance, y);
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
        run(
                prepared(s, Mode.TRAIN_BACK),
                mask == null ? 0 : Address.of(mask),
                Address.of(x),
                Address.of(scaleShift),
                Address.of(mean),
                Address.of(variance),
                Address.of(dy),
                Address.of(dx),
                Address.of(dScaleShift));
    }

    @Override
    public void fixedForward(
            NormShape s, INDArray x, INDArray scaleShift, INDArray mean, INDArray variance, INDArray y) {
        infer(s, Address.of(x), Address.of(scaleShift), Address.of(mean), Address.of(variance), Address.of(y));
    }

    /** With given statistics, when no gradient is to follow. */
    static void infer(NormShape s, long x, long scaleShift, long mean, long variance, long y) {
        run(prepared(s, Mode.INFER), 0, x, scaleShift, mean, variance, y);
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
        fixedBack(
                s,
                Address.of(x),
                Address.of(dy),
                Address.of(scaleShift),
                Address.of(mean),
                Address.of(variance),
                Address.of(dx),
                Address.of(dScaleShift));
    }

    /** The ReLU's mask is made again here: a forward pass for inference does not keep one. */
    static void fixedBack(
            NormShape s, long x, long dy, long scaleShift, long mean, long variance, long dx, long dScaleShift) {
        long scratch = mask(s, true);
        long mask = 0;
        if (scratch > 0) {
            Session session = Session.current();
            mask = session.scratch(MASK, scratch * Float.BYTES);
            long bytes = (long) s.batch() * s.height() * s.width() * s.channels() * Float.BYTES;
            fixedForward(s, x, scaleShift, mean, variance, mask, session.scratch(DISCARDED, bytes));
        }
        fixedBack(s, mask, x, dy, scaleShift, mean, variance, dx, dScaleShift);
    }

    /** The same with the mask of {@link #fixedForward(NormShape, long, long, long, long, long, long)}. */
    static void fixedBack(
            NormShape s,
            long mask,
            long x,
            long dy,
            long scaleShift,
            long mean,
            long variance,
            long dx,
            long dScaleShift) {
        run(prepared(s, Mode.FIXED_BACK), mask, x, scaleShift, mean, variance, dy, dx, dScaleShift);
    }

    /** The mask is the last argument of an operation that has one. */
    private static void run(Prepared p, long mask, long... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            p.operation.bind(i, arguments[i]);
        }
        if (p.scratch > 0) {
            p.operation.bind(arguments.length, mask);
        }
        p.operation.run(Session.current());
    }

    private static Prepared prepared(NormShape s, Mode mode) {
        return Session.current().prepared(new Key(s, mode), () -> switch (mode) {
            case TRAIN, FIXED, INFER -> prepareForward(s, mode);
            case TRAIN_BACK, FIXED_BACK -> prepareBack(s, mode == Mode.FIXED_BACK);
        });
    }

    private static int flags(NormShape s, boolean fixed) {
        return dnnl.dnnl_use_scaleshift
                | (fixed ? dnnl.dnnl_use_global_stats : 0)
                | (s.relu() ? dnnl.dnnl_fuse_norm_relu : 0);
    }

    private static memory.desc data(NormShape s) {
        return Descriptions.nhwc(s.batch(), s.height(), s.width(), s.channels());
    }

    private static batch_normalization_forward.primitive_desc forwardDescription(NormShape s, Mode mode) {
        int kind = mode == Mode.INFER ? dnnl.dnnl_forward_inference : dnnl.dnnl_forward_training;
        batch_normalization_forward.desc wanted =
                new batch_normalization_forward.desc(kind, data(s), s.epsilon(), flags(s, mode != Mode.TRAIN));
        return new batch_normalization_forward.primitive_desc(wanted, Session.engine());
    }

    private static Prepared prepareForward(NormShape s, Mode mode) {
        batch_normalization_forward.primitive_desc chosen = forwardDescription(s, mode);
        memory.desc statistic = Descriptions.described(memory.format_tag.x, s.channels());
        memory.desc workspace = chosen.workspace_desc();
        int[] ids = {
            dnnl.DNNL_ARG_SRC,
            dnnl.DNNL_ARG_SCALE_SHIFT,
            dnnl.DNNL_ARG_MEAN,
            dnnl.DNNL_ARG_VARIANCE,
            dnnl.DNNL_ARG_DST,
            dnnl.DNNL_ARG_WORKSPACE
        };
        memory.desc[] all = {data(s), chosen.weights_desc(), statistic, statistic, data(s), workspace};
        return prepare(new batch_normalization_forward(chosen), ids, all, workspace);
    }

    private static Prepared prepareBack(NormShape s, boolean fixed) {
        batch_normalization_backward.desc wanted = new batch_normalization_backward.desc(
                dnnl.dnnl_backward, data(s), data(s), s.epsilon(), flags(s, fixed));
        batch_normalization_backward.primitive_desc chosen = new batch_normalization_backward.primitive_desc(
                wanted, Session.engine(), forwardDescription(s, fixed ? Mode.FIXED : Mode.TRAIN));
        memory.desc statistic = Descriptions.described(memory.format_tag.x, s.channels());
        memory.desc workspace = chosen.workspace_desc();
        int[] ids = {
            dnnl.DNNL_ARG_SRC,
            dnnl.DNNL_ARG_SCALE_SHIFT,
            dnnl.DNNL_ARG_MEAN,
            dnnl.DNNL_ARG_VARIANCE,
            dnnl.DNNL_ARG_DIFF_DST,
            dnnl.DNNL_ARG_DIFF_SRC,
            dnnl.DNNL_ARG_DIFF_SCALE_SHIFT,
            dnnl.DNNL_ARG_WORKSPACE
        };
        memory.desc weights = chosen.weights_desc();
        memory.desc[] all = {data(s), weights, statistic, statistic, data(s), data(s), weights, workspace};
        return prepare(new batch_normalization_backward(chosen), ids, all, workspace);
    }

    /** The workspace comes last and is left out where there is none. */
    private static Prepared prepare(
            org.bytedeco.dnnl.primitive primitive, int[] ids, memory.desc[] all, memory.desc workspace) {
        long bytes = workspace.get_size();
        int count = bytes > 0 ? ids.length : ids.length - 1;
        Operation operation =
                new Operation(primitive, java.util.Arrays.copyOf(ids, count), java.util.Arrays.copyOf(all, count));
        return new Prepared(operation, (bytes + Float.BYTES - 1) / Float.BYTES);
    }

    @Override
    public long scratch(LrnShape s) {
        return respond(s, false).scratch;
    }

    @Override
    public void respond(LrnShape s, INDArray x, INDArray scratch, INDArray y) {
        Session session = Session.current();
        Prepared p = respond(s, false);
        p.operation.bind(0, x).bind(1, y);
        if (p.scratch > 0) {
            p.operation.bind(2, scratch == null ? session.scratch(MASK, p.scratch * Float.BYTES) : Address.of(scratch));
        }
        p.operation.run(session);
    }

    @Override
    public void respondBack(LrnShape s, INDArray x, INDArray dy, INDArray scratch, INDArray dx) {
        Prepared p = respond(s, true);
        p.operation.bind(0, x).bind(1, dy).bind(2, dx);
        if (p.scratch > 0) {
            p.operation.bind(3, scratch);
        }
        p.operation.run(Session.current());
    }

    private static Prepared respond(LrnShape s, boolean back) {
        return Session.current().prepared(new ResponseKey(s, back), () -> prepareResponse(s, back));
    }

    private static Prepared prepareResponse(LrnShape s, boolean back) {
        memory.desc data = Descriptions.nhwc(s.batch(), s.height(), s.width(), s.channels());
        lrn_forward.desc wanted = new lrn_forward.desc(
                dnnl.dnnl_forward_training, dnnl.dnnl_lrn_across_channels, data, s.size(), s.alpha(), s.beta(), s.k());
        lrn_forward.primitive_desc forward = new lrn_forward.primitive_desc(wanted, Session.engine());
        memory.desc workspace = forward.workspace_desc();
        if (!back) {
            int[] ids = {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DST, dnnl.DNNL_ARG_WORKSPACE};
            return prepare(new lrn_forward(forward), ids, new memory.desc[] {data, data, workspace}, workspace);
        }
        lrn_backward.desc wantedBack =
                new lrn_backward.desc(dnnl.dnnl_lrn_across_channels, data, data, s.size(), s.alpha(), s.beta(), s.k());
        lrn_backward.primitive_desc chosen = new lrn_backward.primitive_desc(wantedBack, Session.engine(), forward);
        int[] ids = {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DIFF_DST, dnnl.DNNL_ARG_DIFF_SRC, dnnl.DNNL_ARG_WORKSPACE};
        return prepare(new lrn_backward(chosen), ids, new memory.desc[] {data, data, data, workspace}, workspace);
    }
}
