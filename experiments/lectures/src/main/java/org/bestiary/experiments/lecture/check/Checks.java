package org.bestiary.experiments.lecture.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bestiary.experiments.config.Names;
import org.bestiary.experiments.config.SpecException;

/** The checks that a ledger row may name. */
public final class Checks {
    private static final Map<String, Check> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("conv-output-shape", ConvolutionChecks::outputShape);
        BY_NAME.put("cross-correlation", ConvolutionChecks::crossCorrelation);
        BY_NAME.put("flipped-kernel", ConvolutionChecks::flippedKernel);
        BY_NAME.put("strided-shapes", ConvolutionChecks::stridedShapes);
        BY_NAME.put("padding-modes", CountingChecks::paddingModes);
        BY_NAME.put("separable-ratio", CountingChecks::separableRatio);
        BY_NAME.put("pool-share-removed", PoolingChecks::shareRemoved);
        BY_NAME.put("maxpool-forward", PoolingChecks::forward);
        BY_NAME.put("maxpool-backward", PoolingChecks::backward);
        BY_NAME.put("rectifiers", ActivationChecks::rectifiers);
        BY_NAME.put("inverted-dropout", ActivationChecks::invertedDropout);
        BY_NAME.put("bn-normalises", NormalisationChecks::normalises);
        BY_NAME.put("bn-train-vs-predict", NormalisationChecks::trainingAgainstPrediction);
        BY_NAME.put("bn-undo", NormalisationChecks::undone);
        BY_NAME.put("resnet-identity", ResidualChecks::identity);
        BY_NAME.put("resnet-gradient", ResidualChecks::gradient);
        BY_NAME.put("resnet-depths", ResidualChecks::depths);
    }

    private Checks() {}

    /** All names. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** The example of {@code maxpool-backward} with its gradients, to be drawn. */
    public static Routing maxPoolRouting(Instruments instruments) {
        return PoolingChecks.routing(instruments.bench());
    }

    /**
     * The check of this name.
     *
     * @throws SpecException if there is none; the message names the nearest
     */
    public static Check find(String name) {
        Check check = BY_NAME.get(name);
        if (check == null) {
            throw new SpecException("no check is called '" + name + "'" + Names.hint(name, BY_NAME.keySet()));
        }
        return check;
    }
}
