package org.bestiary.zoo.published;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.weights.ImageNetClasses;

/** Whose classes weights tell apart. */
public enum Labels {
    /** The thousand of the ImageNet challenge. */
    IMAGENET,
    /** The ten of CIFAR-10. */
    CIFAR_10;

    private static final List<String> CIFAR =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    /** Names in the order of the outputs. */
    public List<String> names() {
        return this == IMAGENET ? ImageNetClasses.names() : CIFAR;
    }

    /** As in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Labels of(String label) {
        return Stream.of(values())
                .filter(l -> l.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new ZooException("labels must be imagenet or cifar-10, but got '" + label + "'"));
    }
}
