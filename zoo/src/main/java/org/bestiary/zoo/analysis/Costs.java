package org.bestiary.zoo.analysis;

import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.Conv;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.graph.Op;
import org.bestiary.zoo.graph.Pool;

/**
 * Parameters and multiply-adds of one operation.
 *
 * @param learnable learnable parameters
 * @param total the same with running statistics
 * @param multiplyAdds multiply-adds for one image
 */
record Costs(long learnable, long total, long multiplyAdds) {
    private static final Costs NOTHING = new Costs(0, 0, 0);

    static Costs of(Node node) {
        return node.op().accept(new Counting(node));
    }

    private record Counting(Node node) implements Op.Visitor<Costs> {
        private Shape in() {
            return node.input().output();
        }

        @Override
        public Costs conv(Conv op) {
            long window =
                    Math.multiplyExact((long) op.kernelHeight() * op.kernelWidth(), in().channels() / op.groups());
            long weights = Math.multiplyExact(window, op.filters());
            long parameters = weights + (op.bias() ? op.filters() : 0);
            long positions = (long) node.output().height() * node.output().width();
            return new Costs(parameters, parameters, Math.multiplyExact(weights, positions));
        }

        @Override
        public Costs dense(Op.Dense op) {
            long weights = Math.multiplyExact(in().size(), op.units());
            return new Costs(weights + op.units(), weights + op.units(), weights);
        }

        @Override
        public Costs batchNorm(Op.BatchNorm op) {
            long channels = in().channels();
            return new Costs(2 * channels, 4 * channels, 0);
        }

        @Override
        public Costs input(Op.Input op) {
            return NOTHING;
        }

        @Override
        public Costs pool(Pool op) {
            return NOTHING;
        }

        @Override
        public Costs activate(Op.Activate op) {
            return NOTHING;
        }

        @Override
        public Costs globalAveragePool(Op.GlobalAveragePool op) {
            return NOTHING;
        }

        @Override
        public Costs adaptiveAveragePool(Op.AdaptiveAveragePool op) {
            return NOTHING;
        }

        @Override
        public Costs localResponseNorm(Op.LocalResponseNorm op) {
            return NOTHING;
        }

        @Override
        public Costs add(Op.Add op) {
            return NOTHING;
        }

        @Override
        public Costs concat(Op.Concat op) {
            return NOTHING;
        }

        @Override
        public Costs zeroPaddedShortcut(Op.ZeroPaddedShortcut op) {
            return NOTHING;
        }

        @Override
        public Costs channelShuffle(Op.ChannelShuffle op) {
            return NOTHING;
        }

        @Override
        public Costs dropout(Op.Dropout op) {
            return NOTHING;
        }

        @Override
        public Costs flatten(Op.Flatten op) {
            return NOTHING;
        }

        @Override
        public Costs loss(Op.Loss op) {
            return NOTHING;
        }
    }
}
