package org.bestiary.zoo.plot;

import org.bestiary.zoo.analysis.LayerReport;
import org.bestiary.zoo.graph.Conv;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.graph.Op;

/** The words on a box. */
final class Labels {
    private Labels() {}

    static String of(Node node) {
        String words = LayerReport.type(node).replaceAll(" pad [0-9,]+", "");
        if (node.op() instanceof Conv conv) {
            return words + ", " + conv.filters();
        }
        return node.op() instanceof Op.Dense dense ? words + " " + dense.units() : words;
    }
}
