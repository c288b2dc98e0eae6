package org.bestiary.datasets.format;

import java.nio.file.Path;
import java.text.Normalizer;
import org.bestiary.datasets.Split;

/**
 * An image that was found, with what is known of it.
 *
 * @param file where it is
 * @param name its path below the root, see {@link #nameOf(Path)}; what is sorted by and compared
 * @param label name of its class
 * @param split which part it belongs to
 */
record Found(Path file, String name, String label, Split split) {
    Found in(Split other) {
        return new Found(file, name, label, other);
    }

    /** A relative path in one form for all systems: with slashes, and composed letters (NFC) where there are two ways. */
    static String nameOf(Path relative) {
        StringBuilder name = new StringBuilder();
        for (Path part : relative) {
            name.append(name.isEmpty() ? "" : "/").append(part);
        }
        return composed(name.toString());
    }

    /** The same letters in one form, NFC: archives from macOS have another one. */
    static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
