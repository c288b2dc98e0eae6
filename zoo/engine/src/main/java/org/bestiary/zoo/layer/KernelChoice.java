package org.bestiary.zoo.layer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bestiary.zoo.kernel.Kernels;
import org.bestiary.zoo.kernel.Nd4jKernels;
import org.bestiary.zoo.onednn.OneDnnKernels;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which kernels the fast layers of this process run on: oneDNN where it loads and the arrays are in main memory, else ND4J's
 * own operations, which are slow but the same to the last layer. The system property {@value #PROPERTY} forces one.
 */
public final class KernelChoice {

    /** {@code onednn}, {@code nd4j} or {@code auto} (the default); read whenever a fast layer is made. */
    public static final String PROPERTY = "bestiary.kernels";

    private static final Logger LOG = LoggerFactory.getLogger(KernelChoice.class);
    private static final Map<String, Kernels> LOADED = new ConcurrentHashMap<>();

    private KernelChoice() {}

    /**
     * The kernels for a layer that is made now.
     *
     * @throws IllegalArgumentException if the property names none
     * @throws LinkageError if the property demands oneDNN and it does not load
     */
    public static Kernels kernels() {
        return LOADED.computeIfAbsent(System.getProperty(PROPERTY, "auto"), KernelChoice::load);
    }

    /** What computes, for provenance, for example {@code oneDNN 2.5.2}. */
    public static String description() {
        return kernels().description();
    }

    private static Kernels load(String wish) {
        return switch (wish) {
            case "onednn" -> OneDnnKernels.load();
            case "nd4j" -> Nd4jKernels.load();
            case "auto" -> automatic();
            default ->
                throw new IllegalArgumentException(PROPERTY + " must be onednn, nd4j or auto, got '" + wish + "'");
        };
    }

    private static Kernels automatic() {
        if (!Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend")) {
            return Nd4jKernels.load();
        }
        try {
            return OneDnnKernels.load();
        } catch (LinkageError e) {
            LOG.warn(
                    "oneDNN does not load here ({}); the fast layers run on ND4J's own operations, slowly",
                    e.toString());
            return Nd4jKernels.load();
        }
    }
}
