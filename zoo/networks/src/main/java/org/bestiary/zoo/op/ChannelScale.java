package org.bestiary.zoo.op;

import java.util.List;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/** A map times one factor for each of its channels: reads the map, then the factors as a map of 1 x 1. */
public record ChannelScale() implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.channelScale(this);
    }

    @Override
    public OpKind kind() {
        return OpKind.JOIN;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        Shape map = Op.map(inputs.get(0));
        if (!inputs.get(1).equals(Shape.map(map.channels(), 1, 1))) {
            throw new ZooException(
                    "a scaling needs a map and a factor for each of its channels, but got " + Op.list(inputs));
        }
        return map;
    }

    @Override
    public String words(Shape in) {
        return "scale channels";
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
