package org.bestiary.zoo.op;

import java.util.List;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/**
 * Channel shuffle (Zhang et al. 2018): channel {@code g * n + i} of G groups of n goes to {@code i * G + g}.
 *
 * @param groups number of groups, a divisor of the channels
 */
public record ChannelShuffle(int groups) implements Op {
    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.channelShuffle(this);
    }

    @Override
    public OpKind kind() {
        return OpKind.RESHAPE;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        Shape in = Op.map(inputs.get(0));
        if (in.channels() % groups != 0) {
            throw new ZooException("channels must be a multiple of the groups, but got " + in + " and " + groups);
        }
        return in;
    }

    @Override
    public String words(Shape in) {
        return "channel shuffle " + groups;
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
