package org.bestiary.zoo;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.bestiary.zoo.graph.Engine;

/**
 * What a network is built for. Everything has a default, so {@code BuildOptions.defaults().classes(10)} is enough.
 *
 * @param input shape of one image, C x H x W; empty for the card's default
 * @param classes number of classes, 1 to 100,000; empty for the card's default
 * @param engine which layers the DL4J graph is made of
 * @param seed seed of the weights
 * @param settings values of the architecture's own options, by name
 */
public record BuildOptions(
        Optional<Shape> input, OptionalInt classes, Engine engine, long seed, Map<String, String> settings) {
    /** More classes than this are taken for a mistake. */
    public static final int MOST_CLASSES = 100_000;

    public BuildOptions {
        Objects.requireNonNull(engine, "engine");
        settings = Map.copyOf(settings);
        if (classes.isPresent() && (classes.getAsInt() < 1 || classes.getAsInt() > MOST_CLASSES)) {
            throw new ZooException("classes must be from 1 to 100,000, but got " + classes.getAsInt()
                    + "; leave it out for the network's own number");
        }
        if (input.isPresent() && input.get().vector()) {
            throw new ZooException("input must be an image CxHxW, but got a vector of " + input.get());
        }
    }

    /** The card's input and classes, fast layers, seed 1. */
    public static BuildOptions defaults() {
        return new BuildOptions(Optional.empty(), OptionalInt.empty(), Engine.FAST, 1, Map.of());
    }

    /** The same with images of this shape. */
    public BuildOptions input(Shape shape) {
        return new BuildOptions(Optional.of(shape), classes, engine, seed, settings);
    }

    /** The same with this number of classes. */
    public BuildOptions classes(int count) {
        return new BuildOptions(input, OptionalInt.of(count), engine, seed, settings);
    }

    /** The same on another set of layers. */
    public BuildOptions engine(Engine other) {
        return new BuildOptions(input, classes, other, seed, settings);
    }

    /** The same with another seed. */
    public BuildOptions seed(long value) {
        return new BuildOptions(input, classes, engine, value, settings);
    }

    /** The same with one more of the architecture's own options set. */
    public BuildOptions set(String name, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(name, value);
        return new BuildOptions(input, classes, engine, seed, more);
    }
}
