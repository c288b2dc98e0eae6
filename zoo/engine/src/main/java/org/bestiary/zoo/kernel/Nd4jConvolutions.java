package org.bestiary.zoo.kernel;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Convolution as ND4J's NCHW operation on an explicitly padded copy, group by group. */
record Nd4jConvolutions(Nd4jElementwise elementwise) implements Kernels.Convolution {

    @Override
    public void forward(ConvShape s, INDArray x, INDArray w, INDArray b, Act act, INDArray y) {
        INDArray padded = padded(s, x);
        INDArray out = y.permute(0, 3, 1, 2);
        int in = s.in() / s.groups();
        int filters = s.out() / s.groups();
        for (int g = 0; g < s.groups(); g++) {
            INDArray part = Nd4j.create(s.batch(), filters, s.outHeight(), s.outWidth());
            Nd4j.getExecutioner()
                    .exec(operation("conv2d", s)
                            .addInputs(slice(padded, g, in), weights(s, w, g).dup('c'))
                            .addOutputs(part)
                            .build());
            out.get(all(), interval(g * filters, (g + 1) * filters), all(), all())
                    .assign(part);
        }
        if (b != null) {
            y.reshape('c', y.length() / s.out(), s.out()).addiRowVector(b);
        }
        elementwise.activate(act, y, y);
    }

    @Override
    public void backData(ConvShape s, INDArray dy, INDArray w, INDArray dx) {
        back(s, Nd4j.create(dx.shape()), w, dy, dx, Nd4j.create(w.shape()));
    }

    @Override
    public void backWeights(ConvShape s, INDArray x, INDArray dy, INDArray dw, INDArray db) {
        back(s, x, Nd4j.create(dw.shape()), dy, Nd4j.create(x.shape()), dw);
        if (db != null) {
            db.assign(dy.reshape('c', dy.length() / s.out(), s.out()).sum(0));
        }
    }

    private static void back(ConvShape s, INDArray x, INDArray w, INDArray dy, INDArray dx, INDArray dw) {
        INDArray padded = padded(s, x);
        INDArray dPadded = Nd4j.create(padded.shape());
        INDArray gradient = dy.permute(0, 3, 1, 2);
        int in = s.in() / s.groups();
        int filters = s.out() / s.groups();
        for (int g = 0; g < s.groups(); g++) {
            INDArray dPart = Nd4j.create(s.batch(), in, padded.size(2), padded.size(3));
            INDArray dWeights = Nd4j.create(filters, in, s.kernelHeight(), s.kernelWidth());
            Nd4j.getExecutioner()
                    .exec(operation("conv2d_bp", s)
                            .addInputs(slice(padded, g, in), weights(s, w, g).dup('c'), slice(gradient, g, filters))
                            .addOutputs(dPart, dWeights)
                            .build());
            dPadded.get(all(), interval(g * in, (g + 1) * in), all(), all()).assign(dPart);
            weights(s, dw, g).assign(dWeights);
        }
        dx.permute(0, 3, 1, 2)
                .assign(dPadded.get(
                        all(),
                        all(),
                        interval(s.top(), s.top() + s.height()),
                        interval(s.left(), s.left() + s.width())));
    }

    private static DynamicCustomOp.DynamicCustomOpsBuilder operation(String name, ConvShape s) {
        int noPadding = 0;
        int explicit = 0;
        int channelsFirst = 0;
        int outInHeightWidth = 1;
        return DynamicCustomOp.builder(name)
                .addIntegerArguments(
                        s.kernelHeight(),
                        s.kernelWidth(),
                        s.strideHeight(),
                        s.strideWidth(),
                        noPadding,
                        noPadding,
                        s.dilationHeight(),
                        s.dilationWidth(),
                        explicit,
                        channelsFirst,
                        outInHeightWidth);
    }

    /** The input in NCHW with its zeros around it. */
    private static INDArray padded(ConvShape s, INDArray x) {
        INDArray padded =
                Nd4j.create(s.batch(), s.in(), s.height() + s.top() + s.bottom(), s.width() + s.left() + s.right());
        padded.get(all(), all(), interval(s.top(), s.top() + s.height()), interval(s.left(), s.left() + s.width()))
                .assign(x.permute(0, 3, 1, 2));
        return padded;
    }

    private static INDArray slice(INDArray maps, int group, int channels) {
        return maps.get(all(), interval(group * channels, (group + 1) * channels), all(), all())
                .dup('c');
    }

    /** One group's weights as a view [out / groups, in / groups, height, width]. */
    private static INDArray weights(ConvShape s, INDArray w, int group) {
        if (s.layout() == ConvShape.WeightLayout.HEIGHT_WIDTH_IN_MULTIPLIER) {
            return w.get(all(), all(), interval(group, group + 1), all()).permute(3, 2, 0, 1);
        }
        int filters = s.out() / s.groups();
        return w.get(interval(group * filters, (group + 1) * filters), all(), all(), all());
    }
}
