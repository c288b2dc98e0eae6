package org.bestiary.reports.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The network of a run, by its size and cost.
 *
 * @param id id in the zoo
 * @param title name as people write it, such as {@code LeNet-5}
 * @param family id of its family
 * @param engine the layers it was built with, such as {@code fast} or {@code stock}
 * @param input shape of one example, C x H x W joined by {@code x}
 * @param classes number of outputs
 * @param learnableParameters parameters that training changes, the figure papers give
 * @param totalParameters the same with the running statistics of batch normalization
 * @param multiplyAdds multiply-adds of convolution and dense layers for one example
 * @param receptiveField rows or columns of the image that the last convolutional output sees, the larger of both; 0 if
 *     unknown
 * @param layers its layers, from input to output
 * @param activationBytes memory for the feature maps of one example in training; empty in records of layout 1
 * @param year year of the paper; empty in records of layout 1
 */
public record ModelSummary(
        String id,
        String title,
        String family,
        String engine,
        String input,
        int classes,
        long learnableParameters,
        long totalParameters,
        long multiplyAdds,
        long receptiveField,
        List<LayerSummary> layers,
        OptionalLong activationBytes,
        Optional<Integer> year) {
    public ModelSummary {
        Rules.text("model.id", id);
        Rules.text("model.title", title);
        Rules.text("model.family", family);
        Rules.text("model.engine", engine);
        Rules.text("model.input", input);
        Rules.atLeast("model.classes", 1, classes);
        Rules.atLeast("model.learnableParameters", 0, learnableParameters);
        Rules.atLeast("model.totalParameters", learnableParameters, totalParameters);
        Rules.atLeast("model.multiplyAdds", 0, multiplyAdds);
        Rules.atLeast("model.receptiveField", 0, receptiveField);
        layers = Rules.list("model.layers", layers);
        activationBytes = Rules.orEmpty(activationBytes);
        activationBytes.ifPresent(bytes -> Rules.atLeast("model.activationBytes", 0, bytes));
        year = Rules.orEmpty(year);
    }
}
