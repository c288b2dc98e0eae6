package org.bestiary.datasets.format;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bestiary.datasets.Split;

/** What people call the parts of a data set, in folders and in tables: any case, with or without the word "set" behind. */
final class SplitNames {
    /** For messages. */
    static final String KNOWN = "train, training, validation, valid, val, dev, test or testing";

    private static final Map<String, Split> NAMES = Map.of(
            "train", Split.TRAIN,
            "training", Split.TRAIN,
            "validation", Split.VALIDATION,
            "valid", Split.VALIDATION,
            "val", Split.VALIDATION,
            "dev", Split.VALIDATION,
            "test", Split.TEST,
            "testing", Split.TEST);
    private static final Pattern SET = Pattern.compile("[ _-]?set$");

    private SplitNames() {}

    /** The split of this name; empty if it is none. */
    static Optional<Split> of(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(
                NAMES.get(SET.matcher(plain.strip()).replaceFirst("").strip()));
    }

    /** What a split is called in messages. */
    static String label(Split split) {
        return split.name().toLowerCase(Locale.ROOT);
    }
}
