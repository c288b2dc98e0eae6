package org.bestiary.zoo.arch;

import java.util.Map;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Option;
import org.bestiary.zoo.graph.GraphScope;

/** How an ImageNet network begins: as in its paper, or so that images of 32x32 and 64x64 keep their resolution. */
enum Stem {
    IMAGENET,
    SMALL;

    private static final String NAME = "stem";
    private static final int SMALL_MINIMUM = 32;

    /** The option, with a sentence on what "small" changes in this network. */
    static Option option(String small) {
        return Option.choice(
                NAME, "imagenet as in the paper; small for images of 32x32 to 64x64: " + small, "imagenet", "small");
    }

    static Stem of(GraphScope g) {
        return g.setting(NAME).equals("small") ? SMALL : IMAGENET;
    }

    /** The least size in pixels: the card's, or 32 with the small stem. */
    static int minimum(ModelCard card, Map<String, String> settings) {
        return "small".equals(settings.get(NAME)) ? Math.min(SMALL_MINIMUM, card.minimumSize()) : card.minimumSize();
    }
}
