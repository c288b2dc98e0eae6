package org.bestiary.zoo.op;

import java.util.List;
import java.util.Optional;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/**
 * A two-dimensional convolution. Built by chaining: {@code Conv.of(64, 7).stride(2).pad(3).noBias()}.
 *
 * @param filters output channels
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param stride step over rows and columns
 * @param padding zeros around the input; empty for "same": an output of ceil(input / stride), the odd row at the bottom
 * @param dilation distance between kernel elements; 1 for a dense kernel
 * @param groups number of groups of channels that do not see each other; the input's channels for a depthwise convolution
 * @param bias whether a bias is added to each output channel
 * @param init how the weights start; empty for the network's default
 */
public record Conv(
        int filters,
        int kernelHeight,
        int kernelWidth,
        int stride,
        Optional<Padding> padding,
        int dilation,
        int groups,
        boolean bias,
        Optional<Init> init)
        implements Op {

    public Conv {
        if (filters < 1 || kernelHeight < 1 || kernelWidth < 1 || stride < 1 || dilation < 1 || groups < 1) {
            throw new ZooException(
                    "filters, kernel, stride, dilation and groups of a convolution must be at least 1, but got "
                            + filters + ", " + kernelHeight + "x" + kernelWidth + ", " + stride + ", " + dilation + ", "
                            + groups);
        }
        if (filters % groups != 0) {
            throw new ZooException("the filters of a convolution must be a multiple of its groups, but got " + filters
                    + " and " + groups);
        }
    }

    /** A square kernel with stride 1, no padding, one group and a bias. */
    public static Conv of(int filters, int kernel) {
        return of(filters, kernel, kernel);
    }

    /** A kernel of {@code height} x {@code width} with stride 1, no padding, one group and a bias. */
    public static Conv of(int filters, int height, int width) {
        return new Conv(filters, height, width, 1, Optional.of(Padding.NONE), 1, 1, true, Optional.empty());
    }

    /** The same with this step over rows and columns. */
    public Conv stride(int pixels) {
        return new Conv(filters, kernelHeight, kernelWidth, pixels, padding, dilation, groups, bias, init);
    }

    /** The same with this many rows and columns of zeros on every side. */
    public Conv pad(int pixels) {
        return pad(Padding.of(pixels));
    }

    /** The same with these zeros around the input. */
    public Conv pad(Padding zeros) {
        return new Conv(filters, kernelHeight, kernelWidth, stride, Optional.of(zeros), dilation, groups, bias, init);
    }

    /** The same with an output of ceil(input / stride), as TensorFlow pads. */
    public Conv same() {
        return new Conv(filters, kernelHeight, kernelWidth, stride, Optional.empty(), dilation, groups, bias, init);
    }

    /** The same with gaps in the kernel. */
    public Conv dilation(int distance) {
        return new Conv(filters, kernelHeight, kernelWidth, stride, padding, distance, groups, bias, init);
    }

    /** The same in this many groups. */
    public Conv groups(int count) {
        return new Conv(filters, kernelHeight, kernelWidth, stride, padding, dilation, count, bias, init);
    }

    /** The same without bias, as before a batch normalisation. */
    public Conv noBias() {
        return new Conv(filters, kernelHeight, kernelWidth, stride, padding, dilation, groups, false, init);
    }

    /** The same with weights that start like this. */
    public Conv init(Init start) {
        return new Conv(
                filters, kernelHeight, kernelWidth, stride, padding, dilation, groups, bias, Optional.of(start));
    }

    /** Zeros around an input of this shape, with "same" worked out. */
    public Padding paddingFor(Shape in) {
        return padding.orElseGet(() -> Window.same(in, kernelHeight, kernelWidth, stride, dilation));
    }

    /** Whether every input channel has filters of its own. */
    public boolean isDepthwise(Shape in) {
        return groups > 1 && groups == in.channels();
    }

    /**
     * Shape of the output for one input.
     *
     * @throws ZooException if the input's channels cannot be cut into the groups, or the kernel does not fit
     */
    public Shape output(Shape in) {
        if (in.channels() % groups != 0) {
            throw new ZooException(
                    "input channels must be a multiple of the groups, but got " + in.channels() + " and " + groups);
        }
        Padding p = paddingFor(in);
        return Shape.map(
                filters,
                Window.output(in.height() + p.top() + p.bottom(), kernelHeight, stride, dilation, false),
                Window.output(in.width() + p.left() + p.right(), kernelWidth, stride, dilation, false));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.conv(this);
    }

    @Override
    public OpKind kind() {
        return OpKind.CONVOLUTION;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return output(Op.map(inputs.get(0)));
    }

    @Override
    public String words(Shape in) {
        boolean depthwise = isDepthwise(in);
        Padding p = paddingFor(in);
        return (depthwise ? "depthwise conv " : "conv ")
                + kernelHeight + "x" + kernelWidth
                + (stride > 1 ? "/" + stride : "")
                + (p.isNone() ? "" : " pad " + p.words())
                + (dilation > 1 ? " dilation " + dilation : "")
                + (groups > 1 && !depthwise ? " groups " + groups : "");
    }

    @Override
    public Costs costs(Shape in, Shape out) {
        long window = Math.multiplyExact((long) kernelHeight * kernelWidth, in.channels() / groups);
        long weights = Math.multiplyExact(window, filters);
        long parameters = weights + (bias ? filters : 0);
        long positions = (long) out.height() * out.width();
        return new Costs(parameters, parameters, Math.multiplyExact(weights, positions));
    }

    @Override
    public ReceptiveField field(ReceptiveField before, Shape in) {
        Padding p = paddingFor(in);
        return before.window(span(kernelHeight), span(kernelWidth), stride, p.top(), p.left());
    }

    @Override
    public Kept kept() {
        return Kept.OUTPUT;
    }

    @Override
    public long columns(Shape in, Shape out) {
        return (long) kernelHeight * kernelWidth * in.channels() * out.height() * out.width();
    }

    private long span(int kernel) {
        return (long) dilation * (kernel - 1) + 1;
    }
}
