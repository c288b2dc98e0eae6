package org.bestiary.zoo.onednn;

import org.bestiary.zoo.kernel.Act;
import org.bestiary.zoo.kernel.Kernels;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Activations and sums: arrays are taken as flat, since only their length matters. */
final class Elementwise implements Kernels.Elementwise {

    private record Forward(Act act, long length) {}

    private record Back(Act act, long length) {}

    private record Sum(boolean relu, long length) {}

    @Override
    public void activate(Act act, INDArray x, INDArray y) {
        Session session = Session.current();
        Operation op = session.prepared(new Forward(act, x.length()), () -> {
            return new Operation(
                    new eltwise_forward(forward(act, x.length())),
                    new int[] {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DST},
                    flat(x.length()),
                    flat(x.length()));
        });
        op.bind(0, x).bind(1, y).run(session);
    }

    @Override
    public void activateBack(Act act, INDArray kept, INDArray dy, INDArray dx) {
        Session session = Session.current();
        Operation op = session.prepared(new Back(act, dy.length()), () -> prepareBack(act, dy.length()));
        op.bind(0, kept).bind(1, dy).bind(2, dx).run(session);
    }

    @Override
    public void add(INDArray a, INDArray b, boolean relu, INDArray y) {
        Session session = Session.current();
        Operation op = session.prepared(new Sum(relu, y.length()), () -> prepareSum(relu, y.length()));
        op.bind(0, a).bind(1, b).bind(2, y).run(session);
    }

    private static memory.desc flat(long length) {
        return Descriptions.described(memory.format_tag.x, length);
    }

    private static eltwise_forward.primitive_desc forward(Act act, long length) {
        eltwise_forward.desc wanted = new eltwise_forward.desc(
                dnnl.dnnl_forward_training,
                Descriptions.forward(act),
                flat(length),
                Descriptions.alpha(act),
                Descriptions.beta(act));
        return new eltwise_forward.primitive_desc(wanted, Session.engine());
    }

    private static Operation prepareBack(Act act, long length) {
        eltwise_forward.desc hint = new eltwise_forward.desc(
                dnnl.dnnl_forward_training,
                Descriptions.backward(act),
                flat(length),
                Descriptions.alpha(act),
                Descriptions.beta(act));
        eltwise_backward.desc wanted = new eltwise_backward.desc(
                Descriptions.backward(act),
                flat(length),
                flat(length),
                Descriptions.alpha(act),
                Descriptions.beta(act));
        eltwise_backward.primitive_desc chosen = new eltwise_backward.primitive_desc(
                wanted, Session.engine(), new eltwise_forward.primitive_desc(hint, Session.engine()));
        int kept = act.derivativeFromOutput() ? dnnl.DNNL_ARG_DST : dnnl.DNNL_ARG_SRC;
        return new Operation(
                new eltwise_backward(chosen),
                new int[] {kept, dnnl.DNNL_ARG_DIFF_DST, dnnl.DNNL_ARG_DIFF_SRC},
                flat(length),
                flat(length),
                flat(length));
    }

    private static Operation prepareSum(boolean relu, long length) {
        binary.desc wanted = new binary.desc(dnnl.dnnl_binary_add, flat(length), flat(length), flat(length));
        binary.primitive_desc chosen = new binary.primitive_desc(
                wanted, Descriptions.followedBy(relu ? Act.RELU : Act.IDENTITY), Session.engine());
        return new Operation(
                new binary(chosen),
                new int[] {dnnl.DNNL_ARG_SRC_0, dnnl.DNNL_ARG_SRC_1, dnnl.DNNL_ARG_DST},
                flat(length),
                flat(length),
                flat(length));
    }
}
