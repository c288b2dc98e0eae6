package org.bestiary.zoo.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Costs;
import org.bestiary.zoo.op.OpKind;
import org.bestiary.zoo.op.ReceptiveField;

/**
 * What a network costs, counted from its description.
 *
 * @param network what was analysed
 * @param layers one row per operation, in the order of computation
 * @param learnableParameters parameters that training changes: what papers and torchvision count
 * @param totalParameters the same with running mean and variance of batch normalisation: DL4J's {@code numParams()}, Keras'
 *     "Total"
 * @param multiplyAdds multiply-adds of convolution and dense layers for one image, one per product
 * @param denseParameters learnable parameters in dense layers
 * @param receptiveField what one number of the last feature map sees
 * @param depth weight layers (convolution and dense) on the longest path from the image to the logits: the number in the
 *     name of most networks
 * @param weightLayers weight layers in all
 */
public record Analysis(
        Network network,
        List<LayerReport> layers,
        long learnableParameters,
        long totalParameters,
        long multiplyAdds,
        long denseParameters,
        ReceptiveField receptiveField,
        int depth,
        int weightLayers) {

    public Analysis {
        layers = List.copyOf(layers);
    }

    /**
     * Counts a network. Allocates nothing but the rows.
     *
     * @throws ZooException if a count does not fit into 64 bits
     */
    public static Analysis of(Network network) {
        Map<Node, ReceptiveField> fields = new HashMap<>();
        List<LayerReport> rows = new ArrayList<>();
        long learnable = 0;
        long total = 0;
        long multiplyAdds = 0;
        long dense = 0;
        Map<Node, Integer> depths = new HashMap<>();
        int weightLayers = 0;
        ReceptiveField lastMap = ReceptiveField.PIXEL;
        for (Node node : network.nodes()) {
            Costs costs;
            ReceptiveField field;
            try {
                costs = node.costs();
                field = node.field(ReceptiveField.widest(
                        node.inputs().stream().map(fields::get).toList()));
                learnable = Math.addExact(learnable, costs.learnable());
                total = Math.addExact(total, costs.total());
                multiplyAdds = Math.addExact(multiplyAdds, costs.multiplyAdds());
            } catch (ArithmeticException e) {
                throw new ZooException(
                        "counts must fit into 64 bits, but those up to " + node.name() + " do not; make it smaller", e);
            }
            fields.put(node, field);
            boolean weighs = node.op().kind().isWeightLayer();
            depths.put(node, node.inputs().stream().mapToInt(depths::get).max().orElse(0) + (weighs ? 1 : 0));
            weightLayers += weighs ? 1 : 0;
            if (!node.output().vector()) {
                lastMap = field;
            }
            rows.add(new LayerReport(
                    node.name(),
                    node.words(),
                    node.output(),
                    costs.learnable(),
                    costs.total(),
                    costs.multiplyAdds(),
                    field));
            dense += node.op().kind() == OpKind.DENSE ? costs.learnable() : 0;
        }
        int depth = depths.get(network.logits());
        return new Analysis(network, rows, learnable, total, multiplyAdds, dense, lastMap, depth, weightLayers);
    }

    /** Memory for the activations of a batch. */
    public ActivationMemory activationMemory(int batch) {
        return ActivationMemory.of(network, batch);
    }
}
