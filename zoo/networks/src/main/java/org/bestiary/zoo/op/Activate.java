package org.bestiary.zoo.op;

import org.bestiary.zoo.Shape;

/**
 * An activation function, element by element.
 *
 * @param function which one
 */
public record Activate(Activation function) implements Op.Pointwise {
    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.activate(this);
    }

    @Override
    public String words(Shape in) {
        return function.id();
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
