package org.bestiary.datasets;

/**
 * A named stream of random numbers that can be split into independent ones.
 *
 * <p>A stream has a fixed identity (from a seed, names and numbers) and a position. Splitting depends on the identity
 * only, never on how many numbers were drawn, so that
 * {@code RandomStream.of(seed).split("augment").split(epoch).split(index)} is the same stream in every thread and after
 * every resume. Numbers are those of SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators",
 * 2014); results are identical on every platform. Not thread safe: give each thread its own split.
 */
public final class RandomStream {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final long SPLIT = 0xD1B54A32D192ED03L;

    private final long identity;
    private long state;

    private RandomStream(long identity) {
        this.identity = identity;
        this.state = identity;
    }

    /**
     * The root stream of a seed.
     *
     * @param seed any number
     * @return a new stream at its beginning
     */
    public static RandomStream of(long seed) {
        return new RandomStream(mix(seed + GAMMA));
    }

    /**
     * The stream of this name below this one.
     *
     * @param name what the numbers are for
     * @return a new stream at its beginning
     */
    public RandomStream split(String name) {
        long hash = 0xCBF29CE484222325L; // FNV-1a
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return new RandomStream(mix(mix(identity ^ SPLIT) + mix(hash)));
    }

    /**
     * The stream of this number below this one, for example of an epoch or of an image.
     *
     * @param number any number
     * @return a new stream at its beginning
     */
    public RandomStream split(long number) {
        return new RandomStream(mix(mix(identity + SPLIT) + number * GAMMA));
    }

    /**
     * The next 64 random bits.
     *
     * @return any long
     */
    public long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    /**
     * The next number of a range, without bias.
     *
     * @param bound positive, exclusive
     * @return a number in {@code [0, bound)}
     */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be at least 1, got " + bound);
        }
        int bits = (int) (nextLong() >>> 33);
        int value = bits % bound;
        // The last, incomplete run of 'bound' numbers would favour small values: draw again.
        while (bits - value + (bound - 1) < 0) {
            bits = (int) (nextLong() >>> 33);
            value = bits % bound;
        }
        return value;
    }

    /**
     * The next number between 0 and 1.
     *
     * @return uniform in {@code [0, 1)}
     */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /**
     * The next number of an interval.
     *
     * @param low inclusive
     * @param high exclusive
     * @return uniform in {@code [low, high)}
     */
    public double uniform(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /**
     * The next number of the standard normal distribution.
     *
     * @return mean 0, standard deviation 1
     */
    public double nextGaussian() {
        // StrictMath, because the intrinsics of Math may differ in the last bit between processors.
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * nextDouble());
    }

    /**
     * A random order.
     *
     * @param count how many
     * @return the numbers {@code 0..count-1}, each once
     */
    public int[] permutation(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
