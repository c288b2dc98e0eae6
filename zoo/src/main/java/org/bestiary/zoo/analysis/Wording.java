package org.bestiary.zoo.analysis;

import org.bestiary.zoo.graph.Conv;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.graph.Op;
import org.bestiary.zoo.graph.Padding;
import org.bestiary.zoo.graph.Pool;

/** Operations in the words of a layer table: "conv 7x7/2 pad 3". */
record Wording(Node node) implements Op.Visitor<String> {
    static String of(Node node) {
        return node.op().accept(new Wording(node));
    }

    @Override
    public String input(Op.Input op) {
        return "input";
    }

    @Override
    public String conv(Conv op) {
        boolean depthwise = op.isDepthwise(node.input().output());
        Padding p = op.paddingFor(node.input().output());
        return (depthwise ? "depthwise conv " : "conv ")
                + op.kernelHeight() + "x" + op.kernelWidth()
                + (op.stride() > 1 ? "/" + op.stride() : "")
                + (p.isNone() ? "" : " pad " + padding(p))
                + (op.dilation() > 1 ? " dilation " + op.dilation() : "")
                + (op.groups() > 1 && !depthwise ? " groups " + op.groups() : "");
    }

    private static String padding(Padding p) {
        if (p.isSymmetric() && p.top() == p.left()) {
            return Integer.toString(p.top());
        }
        return p.top() + "," + p.bottom() + "," + p.left() + "," + p.right();
    }

    @Override
    public String pool(Pool op) {
        return (op.max() ? "max pool " : "average pool ")
                + op.kernel() + "x" + op.kernel()
                + (op.stride() > 1 ? "/" + op.stride() : "")
                + (op.padding() > 0 ? " pad " + op.padding() : "")
                + (op.ceilMode() ? " ceil" : "");
    }

    @Override
    public String batchNorm(Op.BatchNorm op) {
        return "batch norm";
    }

    @Override
    public String activate(Op.Activate op) {
        return op.function().id();
    }

    @Override
    public String globalAveragePool(Op.GlobalAveragePool op) {
        return "global average pool";
    }

    @Override
    public String adaptiveAveragePool(Op.AdaptiveAveragePool op) {
        return "average pool to " + op.height() + "x" + op.width();
    }

    @Override
    public String localResponseNorm(Op.LocalResponseNorm op) {
        return "local response norm " + op.size();
    }

    @Override
    public String add(Op.Add op) {
        return "add";
    }

    @Override
    public String concat(Op.Concat op) {
        return "concat";
    }

    @Override
    public String zeroPaddedShortcut(Op.ZeroPaddedShortcut op) {
        return "zero-padded shortcut" + (op.stride() > 1 ? "/" + op.stride() : "");
    }

    @Override
    public String channelShuffle(Op.ChannelShuffle op) {
        return "channel shuffle " + op.groups();
    }

    @Override
    public String dropout(Op.Dropout op) {
        return "dropout " + op.rate();
    }

    @Override
    public String flatten(Op.Flatten op) {
        return "flatten";
    }

    @Override
    public String dense(Op.Dense op) {
        return "dense";
    }

    @Override
    public String loss(Op.Loss op) {
        return op.sigmoid() ? "sigmoid" : "softmax";
    }
}
