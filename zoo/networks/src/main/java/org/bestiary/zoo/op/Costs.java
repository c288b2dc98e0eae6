package org.bestiary.zoo.op;

/**
 * Parameters and multiply-adds of one operation.
 *
 * @param learnable learnable parameters
 * @param total the same with running statistics
 * @param multiplyAdds multiply-adds for one image
 */
public record Costs(long learnable, long total, long multiplyAdds) {
    /** An operation without parameters, whose arithmetic is not counted. */
    public static final Costs NOTHING = new Costs(0, 0, 0);
}
