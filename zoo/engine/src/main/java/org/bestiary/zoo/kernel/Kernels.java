package org.bestiary.zoo.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The computations behind the fast layers, by kind. An implementation may keep what it has prepared for a shape, bounded in
 * number, and must be callable from several threads at a time.
 *
 * <p>All arrays are FLOAT, contiguous, in 'c' order; feature maps are [N, H, W, C]. Outputs are overwritten. Gradients of
 * parameters are sums over the batch. Callers have checked the shapes: an implementation trusts them.
 *
 * @param description what computes, for people and for provenance, for example {@code oneDNN 2.5.2}
 * @param inMainMemory whether arrays lie in the processor's own memory, so that {@link Memory#read} and {@link Memory#write}
 *     cost next to nothing
 * @param convolution convolutions
 * @param dense fully connected layers
 * @param norm batch normalisation
 * @param elementwise activations, sums and factors of channels
 * @param pool pooling
 * @param response local response normalisation
 * @param memory copies
 */
public record Kernels(
        String description,
        boolean inMainMemory,
        Convolution convolution,
        Dense dense,
        Norm norm,
        Elementwise elementwise,
        Pool pool,
        Response response,
        Memory memory) {

    /** Convolutions, of all groups and depthwise. */
    public interface Convolution {
        /**
         * y = act(conv(x, w) + b).
         *
         * @param x [N, H, W, in]
         * @param w as {@link ConvShape#layout} says
         * @param b [out], or null for none
         * @param y [N, outHeight, outWidth, out]
         */
        void forward(ConvShape shape, INDArray x, INDArray w, INDArray b, Act act, INDArray y);

        /** Gradient of a convolution (without activation) with respect to its input. */
        void backData(ConvShape shape, INDArray dy, INDArray w, INDArray dx);

        /** Gradient of a convolution (without activation) with respect to weights and bias; db may be null. */
        void backWeights(ConvShape shape, INDArray x, INDArray dy, INDArray dw, INDArray db);
    }

    /** Fully connected layers. */
    public interface Dense {
        /**
         * y = act(x w + b).
         *
         * @param x [N, in]
         * @param w [in, out] in 'f' order, the one exception to 'c'
         * @param b [out], or null
         * @param y [N, out]
         */
        void forward(INDArray x, INDArray w, INDArray b, Act act, INDArray y);

        /**
         * Gradients of a dense layer without activation; each may be null, and db is where dw is. dw is [in, out] in 'f' order.
         */
        void back(INDArray x, INDArray w, INDArray dy, INDArray dx, INDArray dw, INDArray db);
    }

    /** Batch normalisation. */
    public interface Norm {
        /** Floats of scratch that {@link #forward} fills for {@link #back}; 0 for none. */
        long mask(NormShape shape);

        /**
         * Batch normalisation with the statistics of this batch.
         *
         * @param scaleShift [2 channels]: gamma, then beta
         * @param mean [channels], receives the batch's mean
         * @param variance [channels], receives the batch's biased variance
         * @param mask at least {@link #mask} floats, or null if that is 0
         */
        void forward(
                NormShape shape,
                INDArray x,
                INDArray scaleShift,
                INDArray mean,
                INDArray variance,
                INDArray mask,
                INDArray y);

        /** Gradients of {@link #forward}; dScaleShift is [2 channels]. */
        void back(
                NormShape shape,
                INDArray x,
                INDArray dy,
                INDArray scaleShift,
                INDArray mean,
                INDArray variance,
                INDArray mask,
                INDArray dx,
                INDArray dScaleShift);

        /** Batch normalisation with given statistics. */
        void fixedForward(
                NormShape shape, INDArray x, INDArray scaleShift, INDArray mean, INDArray variance, INDArray y);

        /** Gradients of {@link #fixedForward}, in which the statistics are constants. */
        void fixedBack(
                NormShape shape,
                INDArray x,
                INDArray dy,
                INDArray scaleShift,
                INDArray mean,
                INDArray variance,
                INDArray dx,
                INDArray dScaleShift);
    }

    /** What is done number by number. */
    public interface Elementwise {
        /** y = act(x), of any shape; y may be x. */
        void activate(Act act, INDArray x, INDArray y);

        /**
         * dx = dy act'(x); dx may be dy.
         *
         * @param kept the output y if {@link Act#derivativeFromOutput()}, else the input x
         */
        void activateBack(Act act, INDArray kept, INDArray dy, INDArray dx);

        /** y = a + b, then ReLU if asked for. */
        void add(INDArray a, INDArray b, boolean relu, INDArray y);

        /**
         * y = x times the factor of each image's channel.
         *
         * @param x [N, H, W, C]
         * @param factors [N, 1, 1, C]
         */
        void scale(INDArray x, INDArray factors, INDArray y);

        /** Gradients of {@link #scale}: dx as x, and df as the factors, summed over rows and columns. */
        void scaleBack(INDArray x, INDArray factors, INDArray dy, INDArray dx, INDArray df);
    }

    /** Pooling. */
    public interface Pool {
        /** Floats of scratch that {@link #forward} fills for {@link #back}; 0 for none. */
        long indices(PoolShape shape);

        /** Pooling; indices may be null if no gradient will be asked for. */
        void forward(PoolShape shape, INDArray x, INDArray indices, INDArray y);

        /** Gradient of pooling. */
        void back(PoolShape shape, INDArray dy, INDArray indices, INDArray dx);
    }

    /** Local response normalisation. */
    public interface Response {
        /** Floats of scratch that {@link #respond} fills for {@link #respondBack}; 0 for none. */
        long scratch(LrnShape shape);

        /** Local response normalisation. */
        void respond(LrnShape shape, INDArray x, INDArray scratch, INDArray y);

        /** Gradient of local response normalisation. */
        void respondBack(LrnShape shape, INDArray x, INDArray dy, INDArray scratch, INDArray dx);
    }

    /** Copies between arrays, and between arrays and Java. */
    public interface Memory {
        /**
         * Copies a block between two feature maps of one batch size, each with its own steps. Only the destination elements it
         * names are written.
         */
        void copy(CopyShape shape, INDArray from, INDArray to);

        /**
         * Copies elements of an array into a Java array.
         *
         * @param from contiguous
         * @param start first element
         * @param to receives them from its start
         * @param count how many
         */
        void read(INDArray from, long start, float[] to, int count);

        /**
         * Copies elements of a Java array into an array.
         *
         * @param from source, from its start
         * @param count how many
         * @param to contiguous
         * @param start first element that is written
         */
        void write(float[] from, int count, INDArray to, long start);
    }
}
