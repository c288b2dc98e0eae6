package org.bestiary.zoo.op;

import java.util.List;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/** The image that goes in. */
public record Input() implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.input(this);
    }

    @Override
    public OpKind kind() {
        return OpKind.INPUT;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        throw new ZooException("the image has no input to work its shape out of");
    }

    @Override
    public String words(Shape in) {
        return "input";
    }

    @Override
    public ReceptiveField field(ReceptiveField before, Shape in) {
        return before;
    }

    @Override
    public Kept kept() {
        return Kept.NOTHING; // the batch is the caller's
    }

    @Override
    public long sent(List<Shape> inputs) {
        return 0;
    }
}
