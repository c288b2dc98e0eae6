package org.bestiary.zoo.op;

import org.bestiary.zoo.Shape;

/**
 * Batch normalisation over N, H and W (Ioffe and Szegedy 2015): learnable scale and shift, running mean and variance.
 *
 * @param epsilon added to the variance
 * @param decay share of the running statistics that is kept at each step (1 - torch's momentum)
 */
public record BatchNorm(double epsilon, double decay) implements Op.Pointwise {
    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.batchNorm(this);
    }

    @Override
    public String words(Shape in) {
        return "batch norm";
    }

    @Override
    public Costs costs(Shape in, Shape out) {
        return new Costs(2L * in.channels(), 4L * in.channels(), 0);
    }

    @Override
    public Kept kept() {
        return new Kept(Float.BYTES, Float.BYTES, Float.BYTES + 1); // a byte that says whether the ReLU let it through
    }
}
