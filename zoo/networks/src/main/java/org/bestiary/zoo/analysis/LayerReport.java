package org.bestiary.zoo.analysis;

import org.bestiary.zoo.Shape;
import org.bestiary.zoo.op.ReceptiveField;

/**
 * One row of a layer table.
 *
 * @param name the vertex
 * @param type what it does, for people: "conv 3x3/2", "max pool 2x2"
 * @param output shape of one example
 * @param parameters learnable parameters
 * @param totalParameters the same with the running statistics of batch normalisation
 * @param multiplyAdds multiply-adds of convolution and dense layers for one image
 * @param receptiveField what one number of the output sees
 */
public record LayerReport(
        String name,
        String type,
        Shape output,
        long parameters,
        long totalParameters,
        long multiplyAdds,
        ReceptiveField receptiveField) {}
