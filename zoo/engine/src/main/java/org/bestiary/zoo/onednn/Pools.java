package org.bestiary.zoo.onednn;

import static org.bestiary.zoo.onednn.Descriptions.sizes;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import org.bestiary.zoo.kernel.Kernels;
import org.bestiary.zoo.kernel.PoolShape;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Pooling primitives. Windows that hang over the edge are told to oneDNN as more padding. */
final class Pools implements Kernels.Pool {

    private record Forward(PoolShape shape, boolean inference) {}

    private record Back(PoolShape shape) {}

    /** An operation and the size of the indices it writes or reads, in floats. */
    private record Prepared(Operation operation, long indices) implements AutoCloseable {
        @Override
        public void close() {
            operation.close();
        }
    }

    @Override
    public long indices(PoolShape s) {
        return forward(s).indices;
    }

    @Override
    public void forward(PoolShape s, INDArray x, INDArray indices, INDArray y) {
        Session session = Session.current();
        Prepared p = indices == null ? inference(s) : forward(s);
        p.operation.bind(0, x).bind(1, y);
        if (p.indices > 0) {
            p.operation.bind(2, indices);
        }
        p.operation.run(session);
        if (overhangCounts(s)) {
            y.reshape('c', outputShape(s)).muli(correction(s));
        }
    }

    @Override
    public void back(PoolShape s, INDArray gradient, INDArray indices, INDArray dx) {
        Session session = Session.current();
        INDArray dy = overhangCounts(s) ? gradient.reshape('c', outputShape(s)).mul(correction(s)) : gradient;
        Prepared p = session.prepared(new Back(s), () -> prepareBack(s));
        p.operation.bind(0, dy).bind(1, dx);
        if (p.indices > 0) {
            p.operation.bind(2, indices);
        }
        p.operation.run(session);
    }

    /** Whether oneDNN would divide by positions that lie beyond the padding. */
    private static boolean overhangCounts(PoolShape s) {
        return s.kind() == PoolShape.Kind.AVERAGE_COUNTING_PADDING && s.overhangHeight() + s.overhangWidth() > 0;
    }

    private static long[] outputShape(PoolShape s) {
        return new long[] {s.batch(), s.outHeight(), s.outWidth(), s.channels()};
    }

    /** Window size over the positions that count, [1, H', W', 1]: all 1 but in the last row and column. */
    private static INDArray correction(PoolShape s) {
        INDArray factors = Nd4j.ones(1, s.outHeight(), s.outWidth(), 1);
        float row = (float) s.kernelHeight() / (s.kernelHeight() - s.overhangHeight());
        float column = (float) s.kernelWidth() / (s.kernelWidth() - s.overhangWidth());
        factors.get(all(), point(s.outHeight() - 1L), all(), all()).muli(row);
        factors.get(all(), all(), point(s.outWidth() - 1L), all()).muli(column);
        return factors;
    }

    private static Prepared forward(PoolShape s) {
        return Session.current()
                .prepared(new Forward(s, false), () -> prepareForward(description(s, dnnl.dnnl_forward_training), s));
    }

    /** Without indices that nobody reads. */
    private static Prepared inference(PoolShape s) {
        return Session.current()
                .prepared(new Forward(s, true), () -> prepareForward(description(s, dnnl.dnnl_forward_inference), s));
    }

    private static pooling_forward.primitive_desc description(PoolShape s, int kind) {
        pooling_forward.desc wanted = new pooling_forward.desc(
                kind,
                algorithm(s),
                input(s),
                output(s),
                sizes(s.strideHeight(), s.strideWidth()),
                sizes(s.kernelHeight(), s.kernelWidth()),
                sizes(s.top(), s.left()),
                sizes(s.bottom() + s.overhangHeight(), s.right() + s.overhangWidth()));
        return new pooling_forward.primitive_desc(wanted, Session.engine());
    }

    private static Prepared prepareForward(pooling_forward.primitive_desc chosen, PoolShape s) {
        memory.desc workspace = chosen.workspace_desc();
        return prepare(
                new pooling_forward(chosen), dnnl.DNNL_ARG_SRC, input(s), dnnl.DNNL_ARG_DST, output(s), workspace);
    }

    private static Prepared prepareBack(PoolShape s) {
        pooling_backward.desc wanted = new pooling_backward.desc(
                algorithm(s),
                input(s),
                output(s),
                sizes(s.strideHeight(), s.strideWidth()),
                sizes(s.kernelHeight(), s.kernelWidth()),
                sizes(s.top(), s.left()),
                sizes(s.bottom() + s.overhangHeight(), s.right() + s.overhangWidth()));
        pooling_backward.primitive_desc chosen = new pooling_backward.primitive_desc(
                wanted, Session.engine(), description(s, dnnl.dnnl_forward_training));
        return prepare(
                new pooling_backward(chosen),
                dnnl.DNNL_ARG_DIFF_DST,
                output(s),
                dnnl.DNNL_ARG_DIFF_SRC,
                input(s),
                chosen.workspace_desc());
    }

    private static Prepared prepare(
            org.bytedeco.dnnl.primitive primitive,
            int readId,
            memory.desc read,
            int writtenId,
            memory.desc written,
            memory.desc workspace) {
        long bytes = workspace.get_size();
        Operation operation = bytes == 0
                ? new Operation(primitive, new int[] {readId, writtenId}, read, written)
                : new Operation(
                        primitive, new int[] {readId, writtenId, dnnl.DNNL_ARG_WORKSPACE}, read, written, workspace);
        return new Prepared(operation, (bytes + Float.BYTES - 1) / Float.BYTES);
    }

    private static int algorithm(PoolShape s) {
        return switch (s.kind()) {
            case MAX -> dnnl.dnnl_pooling_max;
            case AVERAGE -> dnnl.dnnl_pooling_avg_exclude_padding;
            case AVERAGE_COUNTING_PADDING -> dnnl.dnnl_pooling_avg_include_padding;
        };
    }

    private static memory.desc input(PoolShape s) {
        return Descriptions.nhwc(s.batch(), s.height(), s.width(), s.channels());
    }

    private static memory.desc output(PoolShape s) {
        return Descriptions.nhwc(s.batch(), s.outHeight(), s.outWidth(), s.channels());
    }
}
