package org.bestiary.zoo.kernel;

import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Batch and local response normalisation, written out on a matrix [pixels, channels]. */
final class Nd4jNorms implements Kernels.Norm, Kernels.Response {

    private static INDArray rows(INDArray x, int channels) {
        return x.reshape('c', x.length() / channels, channels);
    }

    private static INDArray part(INDArray scaleShift, int index, int channels) {
        return scaleShift
                .reshape(scaleShift.length())
                .get(interval((long) index * channels, (long) (index + 1) * channels));
    }

    @Override
    public long mask(NormShape s) {
        return 0;
    }

    @Override
    public void forward(
            NormShape s, INDArray x, INDArray scaleShift, INDArray mean, INDArray variance, INDArray mask, INDArray y) {
        INDArray pixels = rows(x, s.channels());
        mean.assign(pixels.mean(0));
        INDArray centred = pixels.subRowVector(mean);
        variance.assign(centred.mul(centred).mean(0));
        fixedForward(s, x, scaleShift, mean, variance, y);
    }

    @Override
    public void fixedForward(
            NormShape s, INDArray x, INDArray scaleShift, INDArray mean, INDArray variance, INDArray y) {
        INDArray out = affine(s, normalised(s, x, mean, variance), scaleShift);
        rows(y, s.channels()).assign(s.relu() ? Transforms.max(out, 0, false) : out);
    }

    private static INDArray inverse(NormShape s, INDArray variance) {
        return Transforms.pow(variance.add(s.epsilon()), -0.5, false);
    }

    private static INDArray normalised(NormShape s, INDArray x, INDArray mean, INDArray variance) {
        return rows(x, s.channels()).subRowVector(mean).muliRowVector(inverse(s, variance));
    }

    private static INDArray affine(NormShape s, INDArray normalised, INDArray scaleShift) {
        return normalised
                .mulRowVector(part(scaleShift, 0, s.channels()))
                .addiRowVector(part(scaleShift, 1, s.channels()));
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
        back(s, false, x, dy, scaleShift, mean, variance, dx, dScaleShift);
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
        back(s, true, x, dy, scaleShift, mean, variance, dx, dScaleShift);
    }

    private static void back(
            NormShape s,
            boolean fixed,
            INDArray x,
            INDArray dy,
            INDArray scaleShift,
            INDArray mean,
            INDArray variance,
            INDArray dx,
            INDArray dScaleShift) {
        INDArray normalised = normalised(s, x, mean, variance);
        INDArray gradient = rows(dy, s.channels()).dup('c');
        if (s.relu()) {
            gradient.muli(Nd4jElementwise.ones(affine(s, normalised, scaleShift).gt(0)));
        }
        INDArray dShift = gradient.sum(0);
        INDArray dScale = gradient.mul(normalised).sum(0);
        part(dScaleShift, 0, s.channels()).assign(dScale);
        part(dScaleShift, 1, s.channels()).assign(dShift);
        if (!fixed) {
            long count = gradient.size(0);
            gradient.subiRowVector(dShift.div(count)).subi(normalised.muliRowVector(dScale.div(count)));
        }
        gradient.muliRowVector(inverse(s, variance).muli(part(scaleShift, 0, s.channels())));
        rows(dx, s.channels()).assign(gradient);
    }

    @Override
    public long scratch(LrnShape s) {
        return 0;
    }

    @Override
    public void respond(LrnShape s, INDArray x, INDArray scratch, INDArray y) {
        INDArray pixels = rows(x, s.channels());
        rows(y, s.channels())
                .assign(Transforms.pow(scale(s, pixels), -s.beta(), false).muli(pixels));
    }

    @Override
    public void respondBack(LrnShape s, INDArray x, INDArray dy, INDArray scratch, INDArray dx) {
        INDArray pixels = rows(x, s.channels());
        INDArray gradient = rows(dy, s.channels());
        INDArray scale = scale(s, pixels);
        INDArray direct = Transforms.pow(scale, -s.beta(), true).muli(gradient);
        INDArray around = windows(
                s, Transforms.pow(scale, -s.beta() - 1, true).muli(pixels).muli(gradient));
        around.muli(pixels).muli(2 * s.beta() * s.alpha() / s.size());
        rows(dx, s.channels()).assign(direct.subi(around));
    }

    private static INDArray scale(LrnShape s, INDArray pixels) {
        return windows(s, pixels.mul(pixels)).muli(s.alpha() / s.size()).addi(s.k());
    }

    /** For every channel the sum over its neighbours. */
    private static INDArray windows(LrnShape s, INDArray values) {
        INDArray sums = Nd4j.create(values.shape());
        int reach = s.size() / 2;
        for (int shift = -reach; shift <= reach; shift++) {
            int from = Math.max(0, shift);
            int to = Math.min(s.channels(), s.channels() + shift);
            if (from < to) {
                sums.get(NDArrayIndex.all(), interval(from - shift, to - shift))
                        .addi(values.get(NDArrayIndex.all(), interval(from, to)));
            }
        }
        return sums;
    }
}
