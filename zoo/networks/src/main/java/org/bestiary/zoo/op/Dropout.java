package org.bestiary.zoo.op;

import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/**
 * Dropout, scaled while training (inverted).
 *
 * @param rate share of the activations that is dropped, 0 to below 1
 */
public record Dropout(double rate) implements Op.Pointwise {
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new ZooException("the dropout rate (share dropped) must be from 0 to below 1, but got " + rate);
        }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.dropout(this);
    }

    @Override
    public String words(Shape in) {
        return "dropout " + rate;
    }

    @Override
    public boolean worksInPlace() {
        return true;
    }

    @Override
    public Kept kept() {
        return Kept.of(2 * Float.BYTES); // what it dropped
    }
}
