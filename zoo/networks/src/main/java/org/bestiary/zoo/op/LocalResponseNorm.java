package org.bestiary.zoo.op;

import java.util.List;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/**
 * Local response normalisation across channels (Krizhevsky et al. 2012): x / (k + alpha / size * sum of squares over
 * {@code size} neighbouring channels) ^ beta. Alpha is divided by the size, as Caffe and torch do.
 *
 * @param size number of channels in the window, odd
 * @param alpha weight of the sum of squares, before the division by {@code size}
 * @param beta exponent
 * @param k constant
 */
public record LocalResponseNorm(int size, double alpha, double beta, double k) implements Op {
    public LocalResponseNorm {
        if (size < 1 || size % 2 == 0) {
            throw new ZooException("the window of a local response normalisation must be odd, but got " + size);
        }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.localResponseNorm(this);
    }

    @Override
    public OpKind kind() {
        return OpKind.NORM;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Op.map(inputs.get(0));
    }

    @Override
    public String words(Shape in) {
        return "local response norm " + size;
    }

    @Override
    public ReceptiveField field(ReceptiveField before, Shape in) {
        return before;
    }

    @Override
    public Kept kept() {
        return new Kept(Float.BYTES, 2 * Float.BYTES, 2 * Float.BYTES); // the sums over channels
    }
}
