package org.bestiary.zoo.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * DL4J's own batch normalisation whose gamma and beta decay as biases do; DL4J's never lets them. The class name is part of
 * the format of saved models.
 */
public final class DecayedBatchNormalization extends BatchNormalization {

    private static final long serialVersionUID = 1L;

    /** For JSON, and with the defaults of DL4J's builder. */
    public DecayedBatchNormalization() {}

    @Override
    public List<Regularization> getRegularizationByParam(String parameter) {
        return ofNormalisation(parameter, getRegularizationBias());
    }

    /** What acts on a parameter of a batch normalisation: that of biases on gamma and beta, nothing on statistics. */
    static List<Regularization> ofNormalisation(String parameter, List<Regularization> biases) {
        boolean learnable = BatchNormalizationParamInitializer.GAMMA.equals(parameter)
                || BatchNormalizationParamInitializer.BETA.equals(parameter);
        return learnable && biases != null ? biases : List.of();
    }

    @Override
    public DecayedBatchNormalization clone() {
        return (DecayedBatchNormalization) super.clone();
    }
}
