package org.bestiary.zoo.op;

import java.util.List;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/**
 * Means over a grid of a fixed number of rows and columns, whatever the size of the map, as torch's {@code
 * AdaptiveAvgPool2d} cuts it: row {@code i} of {@code n} covers rows {@code floor(i * H / n)} to {@code ceil((i + 1) *
 * H / n)} of the map. Windows overlap where the sizes do not divide, and repeat pixels where the map is the smaller.
 *
 * @param height rows of the output
 * @param width columns of the output
 */
public record AdaptiveAveragePool(int height, int width) implements Op {
    public AdaptiveAveragePool {
        if (height < 1 || width < 1) {
            throw new ZooException(
                    "an adaptive pooling must have at least one row and column, but got " + height + "x" + width);
        }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.adaptiveAveragePool(this);
    }

    @Override
    public OpKind kind() {
        return OpKind.POOL;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Shape.map(Op.map(inputs.get(0)).channels(), height, width);
    }

    @Override
    public String words(Shape in) {
        return "average pool to " + height + "x" + width;
    }

    @Override
    public ReceptiveField field(ReceptiveField before, Shape in) {
        return before.tiles((in.height() + height - 1) / height, (in.width() + width - 1) / width);
    }

    @Override
    public Kept kept() {
        return Kept.OUTPUT;
    }
}
