package org.bestiary.experiments.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bestiary.common.image.ImageInput;
import org.bestiary.zoo.weights.Pretrained;

/**
 * Weights of a file and what they read.
 *
 * @param name the network and its file, for people
 * @param net the network
 * @param input how an image becomes its input
 * @param chosen whether options changed what was published
 */
record WeightsInput(String name, Pretrained net, ImageInput input, boolean chosen) {
    /** How an image becomes the network's input, for people. */
    String words() {
        return words(input) + (chosen ? ", as the options say" : ", as these weights were published");
    }

    /** How an image becomes a network's input, for people. */
    static String words(ImageInput input) {
        return input.preparation() + ", " + (input.blueFirst() ? "blue first" : "red first") + ", mean "
                + numbers(input.normalisation().mean()) + ", deviation "
                + numbers(input.normalisation().std());
    }

    private static String numbers(List<Double> values) {
        return values.stream().map(v -> String.format(Locale.ROOT, "%.4g", v)).collect(Collectors.joining(" "));
    }
}
