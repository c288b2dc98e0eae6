package org.bestiary.zoo.onednn;

import org.bestiary.zoo.kernel.Act;
import org.bestiary.zoo.kernel.Kernels;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Activations, sums and factors of channels: arrays are taken as flat where only their length matters.
 */
final class Elementwise implements Kernels.Elementwise {

    private record Forward(Act act, long length) {}

    private record Back(Act act, long length) {}

    private record Sum(boolean relu, long length) {}

    /** Sizes of a feature map. */
    private record MapSize(int batch, int height, int width, int channels) {
        static MapSize of(INDArray x) {
            return new MapSize((int) x.size(0), (int) x.size(1), (int) x.size(2), (int) x.size(3));
        }

        memory.desc all() {
            return Descriptions.nhwc(batch, height, width, channels);
        }

        /** One number for each image and channel. */
        memory.desc factors() {
            return Descriptions.nhwc(batch, 1, 1, channels);
        }
    }

    private record Scaling(MapSize map) {}

    private record Product(long length) {}

    private record Mean(MapSize map) {}

    private record Line(float factor, float shift, long length) {}

    private static final int PRODUCT = 1;

    @Override
    public void activate(Act act, INDArray x, INDArray y) {
        Session session = Session.current();
        if (act == Act.HARD_SIGMOID) {
            line(session, x, 1f / 6, 0.5f, y);
            x = y;
        }
        long length = x.length();
        Operation op = session.prepared(new Forward(act, length), () -> {
            return new Operation(
                    new eltwise_forward(forward(act, length)),
                    new int[] {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DST},
                    flat(length),
                    flat(length));
        });
        op.bind(0, x).bind(1, y).run(session);
    }

    @Override
    public void activateBack(Act act, INDArray kept, INDArray dy, INDArray dx) {
        Session session = Session.current();
        Operation op = session.prepared(new Back(act, dy.length()), () -> prepareBack(act, dy.length()));
        op.bind(0, kept).bind(1, dy).bind(2, dx).run(session);
        if (act == Act.HARD_SIGMOID) {
            line(session, dx, 1f / 6, 0, dx);
        }
    }

    @Override
    public void add(INDArray a, INDArray b, boolean relu, INDArray y) {
        Session session = Session.current();
        Operation op = session.prepared(new Sum(relu, y.length()), () -> prepareSum(relu, y.length()));
        op.bind(0, a).bind(1, b).bind(2, y).run(session);
    }

    @Override
    public void scale(INDArray x, INDArray factors, INDArray y) {
        Session session = Session.current();
        MapSize m = MapSize.of(x);
        session.<Operation>prepared(new Scaling(m), () -> prepareScaling(m))
                .bind(0, x)
                .bind(1, factors)
                .bind(2, y)
                .run(session);
    }

    @Override
    public void scaleBack(INDArray x, INDArray factors, INDArray dy, INDArray dx, INDArray df) {
        scale(dy, factors, dx);
        Session session = Session.current();
        MapSize m = MapSize.of(x);
        long product = session.scratch(PRODUCT, x.length() * Float.BYTES);
        session.<Operation>prepared(new Product(x.length()), () -> prepareProduct(x.length()))
                .bind(0, dy)
                .bind(1, x)
                .bind(2, product)
                .run(session);
        session.<Operation>prepared(new Mean(m), () -> prepareMean(m))
                .bind(0, product)
                .bind(1, df)
                .run(session);
        line(session, df, m.height * m.width, 0, df);
    }

    /** y = factor x + shift; y may be x. */
    private static void line(Session session, INDArray x, float factor, float shift, INDArray y) {
        long length = x.length();
        session.<Operation>prepared(new Line(factor, shift, length), () -> prepareLine(factor, shift, length))
                .bind(0, x)
                .bind(1, y)
                .run(session);
    }

    private static Operation prepareScaling(MapSize m) {
        binary.desc wanted = new binary.desc(dnnl.dnnl_binary_mul, m.all(), m.factors(), m.all());
        return new Operation(
                new binary(new binary.primitive_desc(wanted, Session.engine())),
                new int[] {dnnl.DNNL_ARG_SRC_0, dnnl.DNNL_ARG_SRC_1, dnnl.DNNL_ARG_DST},
                m.all(),
                m.factors(),
                m.all());
    }

    private static Operation prepareProduct(long length) {
        binary.desc wanted = new binary.desc(dnnl.dnnl_binary_mul, flat(length), flat(length), flat(length));
        return new Operation(
                new binary(new binary.primitive_desc(wanted, Session.engine())),
                new int[] {dnnl.DNNL_ARG_SRC_0, dnnl.DNNL_ARG_SRC_1, dnnl.DNNL_ARG_DST},
                flat(length),
                flat(length),
                flat(length));
    }

    /** oneDNN's own sum over rows and columns has no fast kernel; the mean by pooling has. */
    private static Operation prepareMean(MapSize m) {
        pooling_forward.desc wanted = new pooling_forward.desc(
                dnnl.dnnl_forward_inference,
                dnnl.dnnl_pooling_avg_exclude_padding,
                m.all(),
                m.factors(),
                Descriptions.sizes(1, 1),
                Descriptions.sizes(m.height, m.width),
                Descriptions.sizes(0, 0),
                Descriptions.sizes(0, 0));
        return new Operation(
                new pooling_forward(new pooling_forward.primitive_desc(wanted, Session.engine())),
                new int[] {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DST},
                m.all(),
                m.factors());
    }

    private static Operation prepareLine(float factor, float shift, long length) {
        eltwise_forward.desc wanted = new eltwise_forward.desc(
                dnnl.dnnl_forward_inference, dnnl.dnnl_eltwise_linear, flat(length), factor, shift);
        return new Operation(
                new eltwise_forward(new eltwise_forward.primitive_desc(wanted, Session.engine())),
                new int[] {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DST},
                flat(length),
                flat(length));
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
