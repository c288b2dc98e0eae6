package org.bestiary.reports.run;

/**
 * One layer of a network as the layer table shows it.
 *
 * @param name vertex name, such as {@code stage3.block2.conv1}
 * @param type kind of layer, such as {@code Convolution 3x3}
 * @param output shape of its output for one example, C x H x W joined by {@code x}, or the number of units
 * @param parameters learnable parameters
 * @param multiplyAdds multiply-adds for one example
 * @param receptiveField rows or columns of the image that one output sees, the larger of both; 0 where that has no meaning
 */
public record LayerSummary(
        String name, String type, String output, long parameters, long multiplyAdds, long receptiveField) {
    public LayerSummary {
        Rules.text("layers.name", name);
        Rules.text("layers.type", type);
        Rules.text("layers.output", output);
        Rules.atLeast("layers.parameters", 0, parameters);
        Rules.atLeast("layers.multiplyAdds", 0, multiplyAdds);
        Rules.atLeast("layers.receptiveField", 0, receptiveField);
    }
}
