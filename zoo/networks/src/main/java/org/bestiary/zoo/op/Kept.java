package org.bestiary.zoo.op;

/**
 * What a training step keeps of an operation from the forward pass for the backward pass, in bytes for each number of its
 * output.
 *
 * @param stock with DL4J's own layers
 * @param fast with the fast layers
 * @param activated with the fast layers, where an activation is computed along with it
 */
public record Kept(int stock, int fast, int activated) {
    /** The output. */
    static final Kept OUTPUT = of(Float.BYTES);

    /** Nothing: it is there already. */
    static final Kept NOTHING = of(0);

    /** The same with any layers. */
    static Kept of(int bytes) {
        return new Kept(bytes, bytes, bytes);
    }
}
