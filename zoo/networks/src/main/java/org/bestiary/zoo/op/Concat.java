package org.bestiary.zoo.op;

import java.util.List;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/** Channels of all inputs, one after the other. */
public record Concat() implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.concat(this);
    }

    @Override
    public OpKind kind() {
        return OpKind.JOIN;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        Shape first = Op.map(inputs.get(0));
        int channels = 0;
        for (Shape in : inputs) {
            if (!in.withChannels(first.channels()).equals(first)) {
                throw new ZooException("a concatenation needs equal rows and columns, but got " + Op.list(inputs));
            }
            channels += in.channels();
        }
        return first.withChannels(channels);
    }

    @Override
    public String words(Shape in) {
        return "concat";
    }

    @Override
    public ReceptiveField field(ReceptiveField before, Shape in) {
        return before;
    }

    @Override
    public Kept kept() {
        return Kept.OUTPUT;
    }

    @Override
    public long sent(List<Shape> inputs) {
        return inputs.stream().mapToLong(Shape::size).sum();
    }
}
