package org.bestiary.zoo.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The thousand classes of the ImageNet challenge, in the order that weights of all libraries have. */
public final class ImageNetClasses {
    private static final String FILE = "imagenet-classes.txt";

    private ImageNetClasses() {}

    /** Short names, one per class. */
    public static List<String> names() {
        try (InputStream in = ImageNetClasses.class.getResourceAsStream(FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + FILE, e);
        }
    }
}
