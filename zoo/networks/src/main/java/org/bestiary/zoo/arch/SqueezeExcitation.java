package org.bestiary.zoo.arch;

import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Activation;
import org.bestiary.zoo.op.Conv;

/** The block of squeeze-and-excitation networks, which several families took over. */
final class SqueezeExcitation {
    private SqueezeExcitation() {}

    /**
     * Each channel times a factor from 0 to 1 that is worked out from the means of all channels.
     *
     * @param squeezed numbers between the two layers
     * @param between what follows the first of them
     * @param gate what makes factors of the second: {@link Activation#SIGMOID} or its hard form
     */
    static Node of(GraphScope g, Node x, int squeezed, Activation between, Activation gate) {
        Node s = g.adaptiveAveragePool("pool", x, 1);
        s = g.activate("act1", g.conv("fc1", s, Conv.of(squeezed, 1)), between);
        s = g.conv("fc2", s, Conv.of(x.output().channels(), 1));
        return g.channelScale("scale", x, g.activate("gate", s, gate));
    }
}
