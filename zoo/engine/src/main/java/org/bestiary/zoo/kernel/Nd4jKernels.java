package org.bestiary.zoo.kernel;

import org.nd4j.linalg.factory.Nd4j;

/**
 * The kernels on ND4J's own operations: for backends and platforms without oneDNN. Written to be right and plain, with
 * temporary arrays and without regard to speed.
 */
public final class Nd4jKernels {
    private Nd4jKernels() {}

    /** The kernels on the backend of this process. */
    public static Kernels load() {
        Nd4jElementwise elementwise = new Nd4jElementwise();
        Nd4jNorms norms = new Nd4jNorms();
        return new Kernels(
                "ND4J " + Nd4j.getBackend().getClass().getSimpleName(),
                false,
                new Nd4jConvolutions(elementwise),
                new Nd4jDense(elementwise),
                norms,
                elementwise,
                new Nd4jPools(),
                norms,
                new Nd4jCopies());
    }
}
