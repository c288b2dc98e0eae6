package org.bestiary.zoo.op;

import java.util.List;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/**
 * The parameter-free shortcut of residual networks (He et al. 2016, option A): every {@code stride}-th row and column,
 * and channels of zeros beside the input's own.
 *
 * @param channels channels of the output
 * @param stride step over rows and columns
 * @param before how many of the channels of zeros come before the input's own; the rest is appended
 */
public record ZeroPaddedShortcut(int channels, int stride, int before) implements Op {
    public ZeroPaddedShortcut {
        if (before < 0) {
            throw new ZooException("a zero-padded shortcut must have 0 or more zeros before, but got " + before);
        }
    }

    /** All zeros are appended. */
    public ZeroPaddedShortcut(int channels, int stride) {
        this(channels, stride, 0);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.zeroPaddedShortcut(this);
    }

    @Override
    public OpKind kind() {
        return OpKind.RESHAPE;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        Shape in = Op.map(inputs.get(0));
        if (channels < in.channels()) {
            throw new ZooException("a zero-padded shortcut cannot drop channels: " + in.channels() + " to " + channels);
        }
        if (before > channels - in.channels()) {
            throw new ZooException("a zero-padded shortcut adds " + (channels - in.channels())
                    + " channels, and cannot have " + before + " of them before");
        }
        return Shape.map(channels, (in.height() + stride - 1) / stride, (in.width() + stride - 1) / stride);
    }

    @Override
    public String words(Shape in) {
        return "zero-padded shortcut" + (stride > 1 ? "/" + stride : "")
                + (before > 0 ? ", " + before + " before" : "");
    }

    @Override
    public ReceptiveField field(ReceptiveField before, Shape in) {
        return before.window(1, 1, stride, 0, 0);
    }

    @Override
    public Kept kept() {
        return Kept.OUTPUT;
    }
}
