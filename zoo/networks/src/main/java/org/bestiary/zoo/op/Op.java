package org.bestiary.zoo.op;

import java.util.List;
import java.util.stream.Collectors;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;

/**
 * What one node of a network does: plain data that knows its own facts (output, costs, receptive field, words). What builds
 * something of it, such as DL4J's layers, is a {@link Visitor}.
 */
public sealed interface Op
        permits Input,
                Conv,
                Pool,
                GlobalAveragePool,
                AdaptiveAveragePool,
                LocalResponseNorm,
                Add,
                Concat,
                ZeroPaddedShortcut,
                ChannelShuffle,
                ChannelSlice,
                ChannelScale,
                Flatten,
                Dense,
                Op.Pointwise {

    /** Calls the visitor's method for this kind of operation. */
    <R> R accept(Visitor<R> visitor);

    /** What kind of thing it is, for pictures and for what is common to a kind. */
    OpKind kind();

    /**
     * The shape of one example of its output.
     *
     * @param inputs shapes of what it reads, in order; at least one
     * @throws ZooException if it cannot read these; the message has no place, which the caller knows
     */
    Shape output(List<Shape> inputs);

    /**
     * What it is called in a layer table: "conv 7x7/2 pad 3".
     *
     * @param in shape of its first input
     */
    String words(Shape in);

    /**
     * Parameters and multiply-adds for one image; nothing for most operations.
     *
     * @param in shape of its first input
     * @param out shape of its output
     * @throws ArithmeticException if a count does not fit into 64 bits
     */
    default Costs costs(Shape in, Shape out) {
        return Costs.NOTHING;
    }

    /**
     * What part of the image one number of its output sees.
     *
     * @param before what one number of its inputs sees, the widest of them
     * @param in shape of its first input
     * @throws ArithmeticException if it does not fit into 64 bits
     */
    ReceptiveField field(ReceptiveField before, Shape in);

    /** Whether good implementations need no memory of their own for its output. */
    default boolean worksInPlace() {
        return false;
    }

    /** What a training step keeps of it for the backward pass. */
    Kept kept();

    /**
     * Numbers in the gradients that it sends to its inputs, for one image. A sum sends one array to all of them.
     *
     * @param inputs shapes of what it reads, in order
     */
    default long sent(List<Shape> inputs) {
        return inputs.get(0).size();
    }

    /**
     * Numbers in the matrix of windows that DL4J's own layer lays out to compute it for one image; 0 for none.
     *
     * @param in shape of its first input
     * @param out shape of its output
     */
    default long columns(Shape in, Shape out) {
        return 0;
    }

    /** The shape, which must be that of a map. */
    static Shape map(Shape in) {
        if (in.vector()) {
            throw new ZooException("needs a map of C x H x W, but got a vector: " + in);
        }
        return in;
    }

    /** Shapes for people. */
    static String list(List<Shape> shapes) {
        return shapes.stream().map(Shape::toString).collect(Collectors.joining(" and "));
    }

    /** Works on every number by itself (or with what belongs to its channel): shapes and fields stay as they are. */
    sealed interface Pointwise extends Op permits BatchNorm, Activate, Dropout, Loss {
        @Override
        default OpKind kind() {
            return OpKind.POINTWISE;
        }

        @Override
        default Shape output(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        default ReceptiveField field(ReceptiveField before, Shape in) {
            return before;
        }
    }

    /** One method per kind of operation, so that nobody forgets one. */
    interface Visitor<R> {
        /** The image. */
        R input(Input op);

        /** Convolution. */
        R conv(Conv op);

        /** Max or average pooling. */
        R pool(Pool op);

        /** Batch normalisation. */
        R batchNorm(BatchNorm op);

        /** An activation function. */
        R activate(Activate op);

        /** The mean over rows and columns. */
        R globalAveragePool(GlobalAveragePool op);

        /** The mean over a fixed grid of windows. */
        R adaptiveAveragePool(AdaptiveAveragePool op);

        /** Local response normalisation across channels. */
        R localResponseNorm(LocalResponseNorm op);

        /** Elementwise sum. */
        R add(Add op);

        /** Concatenation of channels. */
        R concat(Concat op);

        /** Subsampling with zero channels appended. */
        R zeroPaddedShortcut(ZeroPaddedShortcut op);

        /** Channel shuffle. */
        R channelShuffle(ChannelShuffle op);

        /** Some neighbouring channels. */
        R channelSlice(ChannelSlice op);

        /** One factor for each channel. */
        R channelScale(ChannelScale op);

        /** Dropout. */
        R dropout(Dropout op);

        /** Map to vector. */
        R flatten(Flatten op);

        /** Fully connected. */
        R dense(Dense op);

        /** Loss on top of the logits. */
        R loss(Loss op);
    }
}
