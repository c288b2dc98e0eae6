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
        FIXED_BACK
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
        return prepared(s, Mode.TRAIN).scratch;
    }

    @Override
    public void forward(
            NormShape s, INDArray x, INDArray scaleShift, INDArray mean, INDArray variance, INDArray mask, INDArray y) {
        Operation op = prepared(s, Mode.TRAIN).operation;
        op.bind(0, x).bind(1, scaleShift).bind(2, mean).bind(3, variance).bind(4, y);
        if (mask != null) {
            op.bind(5, mask);
        }
        op.run(Session.current());
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
        Operation op = prepared(s, Mode.TRAIN_BACK).operation;
        op.bind(0, x).bind(1, scaleShift).bind(2, mean).bind(3, variance);
        op.bind(4, dy).bind(5, dx).bind(6, dScaleShift);
        if (mask != null) {
            op.bind(7, mask);
        }
        op.run(Session.current());
    }

    @Override
    public void fixedForward(
            NormShape s, INDArray x, INDArray scaleShift, INDArray mean, INDArray variance, INDArray y) {
        Session session = Session.current();
        Prepared p = prepared(s, Mode.FIXED);
        p.operation
                .bind(0, x)
                .bind(1, scaleShift)
                .bind(2, mean)
                .bind(3, variance)
                .bind(4, y);
        if (p.scratch > 0) {
            p.operation.bind(5, session.scratch(MASK, p.scratch * Float.BYTES));
        }
        p.operation.run(session);
    }

    /** The ReLU's mask is made again here: a forward pass for inference does not keep one. */
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
        Session session = Session.current();
        Prepared p = prepared(s, Mode.FIXED_BACK);
        p.operation.bind(0, x).bind(1, scaleShift).bind(2, mean).bind(3, variance);
        p.operation.bind(4, dy).bind(5, dx).bind(6, dScaleShift);
        if (p.scratch > 0) {
            Prepared again = prepared(s, Mode.FIXED);
            long mask = session.scratch(MASK, p.scratch * Float.BYTES);
            long discarded = session.scratch(DISCARDED, x.length() * Float.BYTES);
            again.operation.bind(0, x).bind(1, scaleShift).bind(2, mean).bind(3, variance);
            again.operation.bind(4, discarded).bind(5, mask).run(session);
            p.operation.bind(7, mask);
        }
        p.operation.run(session);
    }

    private static Prepared prepared(NormShape s, Mode mode) {
        return Session.current().prepared(new Key(s, mode), () -> switch (mode) {
            case TRAIN, FIXED -> prepareForward(s, mode == Mode.FIXED);
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

    private static batch_normalization_forward.primitive_desc forwardDescription(NormShape s, boolean fixed) {
        batch_normalization_forward.desc wanted =
                new batch_normalization_forward.desc(dnnl.dnnl_forward_training, data(s), s.epsilon(), flags(s, fixed));
        return new batch_normalization_forward.primitive_desc(wanted, Session.engine());
    }

    private static Prepared prepareForward(NormShape s, boolean fixed) {
        batch_normalization_forward.primitive_desc chosen = forwardDescription(s, fixed);
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
        batch_normalization_backward.primitive_desc chosen =
                new batch_normalization_backward.primitive_desc(wanted, Session.engine(), forwardDescription(s, fixed));
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
