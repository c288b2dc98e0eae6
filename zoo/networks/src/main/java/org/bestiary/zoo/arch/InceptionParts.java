package org.bestiary.zoo.arch;

import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Padding;

/** What the later Inceptions are put together from. */
final class InceptionParts {
    private static final double BN_EPSILON = 1e-3;

    private InceptionParts() {}

    /** A window of one row; the map keeps its size. */
    static Conv row(int filters, int length) {
        return Conv.of(filters, 1, length).pad(new Padding(0, 0, length / 2, length / 2));
    }

    /** A window of one column; the map keeps its size. */
    static Conv column(int filters, int length) {
        return Conv.of(filters, length, 1).pad(new Padding(length / 2, length / 2, 0, 0));
    }

    /** A convolution without bias, batch normalisation with the authors' epsilon, ReLU. */
    static Node conv(GraphScope g, String part, Node x, Conv conv) {
        x = g.batchNorm("bn" + part, g.conv("conv" + part, x, conv.noBias()), BN_EPSILON, 0.9);
        return g.relu("relu" + part, x);
    }
}
