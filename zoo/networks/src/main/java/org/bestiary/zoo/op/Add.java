package org.bestiary.zoo.op;

import java.util.List;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/** The elementwise sum of two or more maps of one shape. */
public record Add() implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.add(this);
    }

    @Override
    public OpKind kind() {
        return OpKind.JOIN;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        Shape first = inputs.get(0);
        if (!inputs.stream().allMatch(first::equals)) {
            throw new ZooException("a sum needs equal shapes, but got " + Op.list(inputs));
        }
        return first;
    }

    @Override
    public String words(Shape in) {
        return "add";
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
