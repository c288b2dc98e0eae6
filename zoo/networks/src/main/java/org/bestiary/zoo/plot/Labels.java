package org.bestiary.zoo.plot;

import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Dense;

/** The words on a box. */
final class Labels {
    private Labels() {}

    static String of(Node node) {
        String words = node.words().replaceAll(" pad [0-9,]+", "");
        if (node.op() instanceof Conv conv) {
            return words + ", " + conv.filters();
        }
        return node.op() instanceof Dense dense ? words + " " + dense.units() : words;
    }
}
