package org.bestiary.zoo.graph;

import org.bestiary.zoo.ZooException;

/**
 * What one node of a {@link Network} does. Plain data: a {@link Visitor} gives it a meaning (a DL4J layer, a cost, a box in
 * a picture).
 */
public sealed interface Op
        permits Op.Input,
                Conv,
                Pool,
                Op.BatchNorm,
                Op.Activate,
                Op.GlobalAveragePool,
                Op.AdaptiveAveragePool,
                Op.LocalResponseNorm,
                Op.Add,
                Op.Concat,
                Op.ZeroPaddedShortcut,
                Op.ChannelShuffle,
                Op.Dropout,
                Op.Flatten,
                Op.Dense,
                Op.Loss {

    /** Calls the visitor's method for this kind of operation. */
    <R> R accept(Visitor<R> visitor);

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

        /** Dropout. */
        R dropout(Dropout op);

        /** Map to vector. */
        R flatten(Flatten op);

        /** Fully connected. */
        R dense(Dense op);

        /** Loss on top of the logits. */
        R loss(Loss op);
    }

    /** The image that goes in. */
    record Input() implements Op {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.input(this);
        }
    }

    /**
     * Batch normalisation over N, H and W (Ioffe and Szegedy 2015): learnable scale and shift, running mean and variance.
     *
     * @param epsilon added to the variance
     * @param decay share of the running statistics that is kept at each step (1 - torch's momentum)
     */
    record BatchNorm(double epsilon, double decay) implements Op {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.batchNorm(this);
        }
    }

    /**
     * An activation function, element by element.
     *
     * @param function which one
     */
    record Activate(Activation function) implements Op {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.activate(this);
        }
    }

    /** The mean of each channel over all rows and columns: C x H x W becomes a vector of C. */
    record GlobalAveragePool() implements Op {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.globalAveragePool(this);
        }
    }

    /**
     * Means over a grid of a fixed number of rows and columns, whatever the size of the map, as torch's {@code
     * AdaptiveAvgPool2d} cuts it: row {@code i} of {@code n} covers rows {@code floor(i * H / n)} to {@code ceil((i + 1) *
     * H / n)} of the map. Windows overlap where the sizes do not divide, and repeat pixels where the map is the smaller.
     *
     * @param height rows of the output
     * @param width columns of the output
     */
    record AdaptiveAveragePool(int height, int width) implements Op {
        public AdaptiveAveragePool {
            if (height < 1 || width < 1) {
                throw new ZooException(
                        "an adaptive pooling must have at least one row and column, but got " + height + "x" + width);
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.adaptiveAveragePool(this);
        }
    }

    /**
     * Local response normalisation across channels (Krizhevsky et al. 2012): x / (k + alpha / size * sum of squares over
     * {@code size} neighbouring channels) ^ beta. Alpha is divided by the size, as Caffe and torch do.
     *
     * @param size number of channels in the window, odd
     * @param alpha weight of the sum of squares, before the division by {@code size}
     * @param beta exponent
     * @param k constant
     */
    record LocalResponseNorm(int size, double alpha, double beta, double k) implements Op {
        public LocalResponseNorm {
            if (size < 1 || size % 2 == 0) {
                throw new ZooException("the window of a local response normalisation must be odd, but got " + size);
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.localResponseNorm(this);
        }
    }

    /** The elementwise sum of two or more maps of one shape. */
    record Add() implements Op {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.add(this);
        }
    }

    /** Channels of all inputs, one after the other. */
    record Concat() implements Op {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.concat(this);
        }
    }

    /**
     * The parameter-free shortcut of residual networks (He et al. 2016, option A): every {@code stride}-th row and column,
     * and channels of zeros appended after the input's own.
     *
     * @param channels channels of the output
     * @param stride step over rows and columns
     */
    record ZeroPaddedShortcut(int channels, int stride) implements Op {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.zeroPaddedShortcut(this);
        }
    }

    /**
     * Channel shuffle (Zhang et al. 2018): channel {@code g * n + i} of G groups of n goes to {@code i * G + g}.
     *
     * @param groups number of groups, a divisor of the channels
     */
    record ChannelShuffle(int groups) implements Op {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.channelShuffle(this);
        }
    }

    /**
     * Dropout, scaled while training (inverted).
     *
     * @param rate share of the activations that is dropped, 0 to below 1
     */
    record Dropout(double rate) implements Op {
        public Dropout {
            if (!(rate >= 0 && rate < 1)) {
                throw new ZooException("the dropout rate (share dropped) must be from 0 to below 1, but got " + rate);
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropout(this);
        }
    }

    /** A C x H x W map as a vector in the order channel, row, column, whatever the layout in memory. */
    record Flatten() implements Op {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.flatten(this);
        }
    }

    /**
     * A fully connected layer with bias.
     *
     * @param units length of the output
     * @param init how it starts
     */
    record Dense(int units, Init init) implements Op {
        public Dense {
            if (units < 1) {
                throw new ZooException("a dense layer must have at least one unit, but got " + units);
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dense(this);
        }
    }

    /**
     * Cross-entropy on logits: softmax for several classes, sigmoid for a single output.
     *
     * @param sigmoid whether each output is a yes or no of its own
     * @param weight what this output's loss counts in the sum
     */
    record Loss(boolean sigmoid, double weight) implements Op {
        public Loss {
            if (!(weight > 0)) {
                throw new ZooException("the weight of an output's loss must be positive, but got " + weight);
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.loss(this);
        }
    }
}
