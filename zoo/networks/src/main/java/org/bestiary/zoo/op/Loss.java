package org.bestiary.zoo.op;

import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/**
 * Cross-entropy on logits: softmax for several classes, sigmoid for a single output.
 *
 * @param sigmoid whether each output is a yes or no of its own
 * @param weight what this output's loss counts in the sum
 */
public record Loss(boolean sigmoid, double weight) implements Op.Pointwise {
    public Loss {
        if (!(weight > 0)) {
            throw new ZooException("the weight of an output's loss must be positive, but got " + weight);
        }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.loss(this);
    }

    @Override
    public OpKind kind() {
        return OpKind.OUTPUT;
    }

    @Override
    public String words(Shape in) {
        return sigmoid ? "sigmoid" : "softmax";
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
