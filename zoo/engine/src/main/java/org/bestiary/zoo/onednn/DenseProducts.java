package org.bestiary.zoo.onednn;

import org.bestiary.zoo.kernel.Act;
import org.bestiary.zoo.kernel.Kernels;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dense layers. DL4J's [in, out] in 'f' order is oneDNN's own [out, in], so the weights are used as they are. */
final class DenseProducts implements Kernels.Dense {

    private record Forward(long batch, long in, long out, Act act, boolean bias) {}

    private record BackData(long batch, long in, long out) {}

    private record BackWeights(long batch, long in, long out, boolean bias) {}

    @Override
    public void forward(INDArray x, INDArray w, INDArray b, Act act, INDArray y) {
        Session session = Session.current();
        Forward key = new Forward(x.size(0), w.size(0), w.size(1), act, b != null);
        Operation op = session.prepared(key, () -> prepareForward(key));
        op.bind(0, x).bind(1, w).bind(2, y);
        if (b != null) {
            op.bind(3, b);
        }
        op.run(session);
    }

    @Override
    public void back(INDArray x, INDArray w, INDArray dy, INDArray dx, INDArray dw, INDArray db) {
        Session session = Session.current();
        if (dw != null) {
            BackWeights key = new BackWeights(x.size(0), w.size(0), w.size(1), db != null);
            Operation weights = session.prepared(key, () -> prepareBackWeights(key));
            weights.bind(0, x).bind(1, dy).bind(2, dw);
            if (db != null) {
                weights.bind(3, db);
            }
            weights.run(session);
        }
        if (dx != null) {
            BackData dataKey = new BackData(x.size(0), w.size(0), w.size(1));
            Operation data = session.prepared(dataKey, () -> prepareBackData(dataKey));
            data.bind(0, dy).bind(1, w).bind(2, dx).run(session);
        }
    }

    private static memory.desc matrix(long rows, long columns) {
        return Descriptions.described(memory.format_tag.ab, rows, columns);
    }

    private static inner_product_forward.primitive_desc description(
            long batch, long in, long out, Act act, boolean bias) {
        inner_product_forward.desc wanted = bias
                ? new inner_product_forward.desc(
                        dnnl.dnnl_forward_training,
                        matrix(batch, in),
                        matrix(out, in),
                        Descriptions.described(memory.format_tag.x, out),
                        matrix(batch, out))
                : new inner_product_forward.desc(
                        dnnl.dnnl_forward_training, matrix(batch, in), matrix(out, in), matrix(batch, out));
        return new inner_product_forward.primitive_desc(wanted, Descriptions.followedBy(act), Session.engine());
    }

    private static Operation prepareForward(Forward k) {
        int[] ids = k.bias
                ? new int[] {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_WEIGHTS, dnnl.DNNL_ARG_DST, dnnl.DNNL_ARG_BIAS}
                : new int[] {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_WEIGHTS, dnnl.DNNL_ARG_DST};
        return new Operation(
                new inner_product_forward(description(k.batch, k.in, k.out, k.act, k.bias)),
                ids,
                matrix(k.batch, k.in),
                matrix(k.out, k.in),
                matrix(k.batch, k.out),
                Descriptions.described(memory.format_tag.x, k.out));
    }

    private static Operation prepareBackData(BackData k) {
        inner_product_backward_data.desc wanted = new inner_product_backward_data.desc(
                matrix(k.batch, k.in), matrix(k.out, k.in), matrix(k.batch, k.out));
        inner_product_backward_data.primitive_desc chosen = new inner_product_backward_data.primitive_desc(
                wanted, Session.engine(), description(k.batch, k.in, k.out, Act.IDENTITY, false));
        return new Operation(
                new inner_product_backward_data(chosen),
                new int[] {dnnl.DNNL_ARG_DIFF_DST, dnnl.DNNL_ARG_WEIGHTS, dnnl.DNNL_ARG_DIFF_SRC},
                matrix(k.batch, k.out),
                matrix(k.out, k.in),
                matrix(k.batch, k.in));
    }

    private static Operation prepareBackWeights(BackWeights k) {
        memory.desc bias = Descriptions.described(memory.format_tag.x, k.out);
        inner_product_backward_weights.desc wanted = k.bias
                ? new inner_product_backward_weights.desc(
                        matrix(k.batch, k.in), matrix(k.out, k.in), bias, matrix(k.batch, k.out))
                : new inner_product_backward_weights.desc(
                        matrix(k.batch, k.in), matrix(k.out, k.in), matrix(k.batch, k.out));
        inner_product_backward_weights.primitive_desc chosen = new inner_product_backward_weights.primitive_desc(
                wanted, Session.engine(), description(k.batch, k.in, k.out, Act.IDENTITY, k.bias));
        int[] ids = k.bias
                ? new int[] {
                    dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DIFF_DST, dnnl.DNNL_ARG_DIFF_WEIGHTS, dnnl.DNNL_ARG_DIFF_BIAS
                }
                : new int[] {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DIFF_DST, dnnl.DNNL_ARG_DIFF_WEIGHTS};
        return new Operation(
                new inner_product_backward_weights(chosen),
                ids,
                matrix(k.batch, k.in),
                matrix(k.batch, k.out),
                matrix(k.out, k.in),
                bias);
    }
}
