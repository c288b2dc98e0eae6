package org.bestiary.zoo.layer;

import org.bestiary.zoo.kernel.Kernels;
import org.bestiary.zoo.onednn.OneDnnKernels;

/** Which kernels the fast layers of this process run on. */
public final class KernelChoice {

    private KernelChoice() {}

    /** Chosen on first use. */
    private static final class Chosen {
        static final Kernels KERNELS = new OneDnnKernels();
    }

    /**
     * The kernels of this process.
     *
     * @throws LinkageError if oneDNN does not load
     */
    public static Kernels kernels() {
        return Chosen.KERNELS;
    }

    /** What computes, for provenance, for example {@code oneDNN 2.5.2}. */
    public static String description() {
        return kernels().description();
    }
}
