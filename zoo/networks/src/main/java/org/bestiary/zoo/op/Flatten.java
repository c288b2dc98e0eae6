package org.bestiary.zoo.op;

import java.util.List;
import org.bestiary.zoo.Shape;

/** A C x H x W map as a vector in the order channel, row, column, whatever the layout in memory. */
public record Flatten() implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.flatten(this);
    }

    @Override
    public OpKind kind() {
        return OpKind.RESHAPE;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Shape.vector(Math.toIntExact(Op.map(inputs.get(0)).size()));
    }

    @Override
    public String words(Shape in) {
        return "flatten";
    }

    @Override
    public ReceptiveField field(ReceptiveField before, Shape in) {
        return before.all(in.height(), in.width());
    }

    @Override
    public boolean worksInPlace() {
        return true;
    }

    @Override
    public Kept kept() {
        return Kept.OUTPUT;
    }
}
