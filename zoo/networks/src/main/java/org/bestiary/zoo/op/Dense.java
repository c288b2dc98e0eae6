package org.bestiary.zoo.op;

import java.util.List;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/**
 * A fully connected layer with bias.
 *
 * @param units length of the output
 * @param init how it starts
 */
public record Dense(int units, Init init) implements Op {
    public Dense {
        if (units < 1) {
            throw new ZooException("a dense layer must have at least one unit, but got " + units);
        }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.dense(this);
    }

    @Override
    public OpKind kind() {
        return OpKind.DENSE;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        if (!inputs.get(0).vector()) {
            throw new ZooException(
                    "a dense layer needs a vector, but got " + inputs.get(0) + "; flatten it or pool it first");
        }
        return Shape.vector(units);
    }

    @Override
    public String words(Shape in) {
        return "dense";
    }

    @Override
    public Costs costs(Shape in, Shape out) {
        long weights = Math.multiplyExact(in.size(), units);
        return new Costs(weights + units, weights + units, weights);
    }

    @Override
    public ReceptiveField field(ReceptiveField before, Shape in) {
        return before;
    }

    @Override
    public Kept kept() {
        return Kept.OUTPUT;
    }
}
