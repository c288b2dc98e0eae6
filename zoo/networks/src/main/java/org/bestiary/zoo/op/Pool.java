package org.bestiary.zoo.op;

import java.util.List;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/**
 * Max or average pooling. Built by chaining: {@code Pool.max(3).stride(2).ceil()}.
 *
 * @param max whether the largest value is taken, otherwise the mean
 * @param kernel rows and columns of the window
 * @param stride step over rows and columns
 * @param padding rows and columns around the input on every side; they never win a maximum
 * @param ceilMode whether a last window that hangs over the edge counts (output sizes rounded up)
 * @param countPadding whether padding counts as zeros in a mean (torch's default) or not (TensorFlow's)
 */
public record Pool(boolean max, int kernel, int stride, int padding, boolean ceilMode, boolean countPadding)
        implements Op {

    public Pool {
        if (kernel < 1 || stride < 1 || padding < 0 || padding > kernel / 2) {
            throw new ZooException("pooling must have kernel and stride of at least 1 and a padding of at most half the"
                    + " kernel, but got " + kernel + ", " + stride + ", " + padding);
        }
    }

    /** The largest value of {@code kernel} x {@code kernel} windows that do not overlap. */
    public static Pool max(int kernel) {
        return new Pool(true, kernel, kernel, 0, false, false);
    }

    /** The mean of {@code kernel} x {@code kernel} windows that do not overlap. */
    public static Pool average(int kernel) {
        return new Pool(false, kernel, kernel, 0, false, false);
    }

    /** The same with this step over rows and columns. */
    public Pool stride(int pixels) {
        return new Pool(max, kernel, pixels, padding, ceilMode, countPadding);
    }

    /** The same with this padding on every side. */
    public Pool pad(int pixels) {
        return new Pool(max, kernel, stride, pixels, ceilMode, countPadding);
    }

    /** The same with output sizes rounded up. */
    public Pool ceil() {
        return new Pool(max, kernel, stride, padding, true, countPadding);
    }

    /** The same with padding that counts as zeros in a mean. */
    public Pool countingPadding() {
        return new Pool(max, kernel, stride, padding, ceilMode, true);
    }

    /**
     * Rows and columns that the windows reach over the map: the padding, and below and to the right what the last window of
     * ceil mode needs beyond it.
     */
    public Padding reach(Shape in) {
        Shape out = output(in);
        return new Padding(
                padding,
                Math.max(padding, (out.height() - 1) * stride + kernel - in.height() - padding),
                padding,
                Math.max(padding, (out.width() - 1) * stride + kernel - in.width() - padding));
    }

    /**
     * Shape of the output for one input.
     *
     * @throws ZooException if the window does not fit
     */
    public Shape output(Shape in) {
        return Shape.map(in.channels(), length(in.height()), length(in.width()));
    }

    private int length(int size) {
        return Window.pooled(size, kernel, stride, padding, ceilMode);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.pool(this);
    }

    @Override
    public OpKind kind() {
        return OpKind.POOL;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return output(Op.map(inputs.get(0)));
    }

    @Override
    public String words(Shape in) {
        return (max ? "max pool " : "average pool ")
                + kernel + "x" + kernel
                + (stride > 1 ? "/" + stride : "")
                + (padding > 0 ? " pad " + padding : "")
                + (ceilMode ? " ceil" : "");
    }

    @Override
    public ReceptiveField field(ReceptiveField before, Shape in) {
        return before.window(kernel, kernel, stride, padding, padding);
    }

    @Override
    public Kept kept() {
        // the output, and with the fast layers a byte that says which pixel was largest
        return max ? new Kept(Float.BYTES, Float.BYTES + 1, Float.BYTES + 1) : Kept.OUTPUT;
    }
}
