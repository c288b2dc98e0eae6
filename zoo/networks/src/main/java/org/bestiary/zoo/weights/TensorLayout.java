package org.bestiary.zoo.weights;

/** The words and the order of axes in which a library stores the tensors of a layer. */
public enum TensorLayout {
    /** torch: convolution [out, in / groups, rows, columns], dense [out, in] with the input in order channel, row, column. */
    TORCH("."),
    /** Keras: convolution [rows, columns, in, out], dense [in, out] with the input in order row, column, channel. */
    KERAS("/");

    private final String separator;

    TensorLayout(String separator) {
        this.separator = separator;
    }

    /** The layout of what a source has read. */
    static TensorLayout of(TensorSource source) {
        return source instanceof KerasHdf5 ? KERAS : TORCH;
    }

    /** Name of a tensor: the layer's, and the word for what it is. */
    String tensor(String layer, Part part, boolean depthwise) {
        return layer + separator + (this == TORCH ? part.torch : depthwise ? part.kerasDepthwise : part.keras);
    }

    /** What a tensor is in its layer, with its words. */
    public enum Part {
        /** The kernel, or the matrix. */
        WEIGHT("weight", "kernel", "depthwise_kernel"),
        /** What is added to each output. */
        BIAS("bias", "bias", "bias"),
        /** What a normalisation multiplies with. */
        SCALE("weight", "gamma", "gamma"),
        /** What a normalisation adds. */
        SHIFT("bias", "beta", "beta"),
        /** The running mean. */
        MEAN("running_mean", "moving_mean", "moving_mean"),
        /** The running variance. */
        VARIANCE("running_var", "moving_variance", "moving_variance");

        private final String torch;
        private final String keras;
        private final String kerasDepthwise;

        Part(String torch, String keras, String kerasDepthwise) {
            this.torch = torch;
            this.keras = keras;
            this.kerasDepthwise = kerasDepthwise;
        }
    }
}
