package org.bestiary.zoo.op;

import java.util.List;
import org.bestiary.zoo.Shape;

/** The mean of each channel over all rows and columns: C x H x W becomes a vector of C. */
public record GlobalAveragePool() implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.globalAveragePool(this);
    }

    @Override
    public OpKind kind() {
        return OpKind.POOL;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Shape.vector(Op.map(inputs.get(0)).channels());
    }

    @Override
    public String words(Shape in) {
        return "global average pool";
    }

    @Override
    public ReceptiveField field(ReceptiveField before, Shape in) {
        return before.all(in.height(), in.width());
    }

    @Override
    public Kept kept() {
        return Kept.OUTPUT;
    }
}
