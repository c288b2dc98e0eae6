package org.bestiary.zoo.op;

import java.util.List;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/**
 * Some neighbouring channels of a map, such as one half in a channel split (Ma et al. 2018).
 *
 * @param from the first channel that is kept, counted from 0
 * @param channels how many are kept
 */
public record ChannelSlice(int from, int channels) implements Op {
    public ChannelSlice {
        if (from < 0 || channels < 1) {
            throw new ZooException("a slice must begin at channel 0 or later and keep at least one, but got " + from
                    + " and " + channels);
        }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.channelSlice(this);
    }

    @Override
    public OpKind kind() {
        return OpKind.RESHAPE;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        Shape in = Op.map(inputs.get(0));
        if (in.channels() - from < channels) {
            throw new ZooException("a slice must lie within the channels, but got " + from + " to "
                    + ((long) from + channels - 1) + " of " + in);
        }
        return in.withChannels(channels);
    }

    @Override
    public String words(Shape in) {
        return "channels " + from + " to " + (from + channels - 1);
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
