package org.bestiary.zoo.arch;

import java.util.List;
import java.util.Map;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Option;

/** One network of a family: who it is. The family's class says what it is made of. */
abstract class Variant implements Architecture {
    private final String id;
    private final ModelCard card;
    private final List<Option> options;

    Variant(String id, ModelCard card, Option... options) {
        this.id = id;
        this.card = card;
        this.options = List.of(options);
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final ModelCard card() {
        return card;
    }

    @Override
    public final List<Option> options() {
        return options;
    }

    @Override
    public final int minimumSize(Map<String, String> settings) {
        return Stem.minimum(card, settings);
    }
}
