package org.bestiary.zoo.onednn;

import org.bestiary.zoo.kernel.Kernels;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/** The kernels on oneDNN: primitives are prepared once per thread, shape and mode, and run on the arrays' own memory. */
public final class OneDnnKernels {
    private OneDnnKernels() {}

    /**
     * Loads oneDNN.
     *
     * @throws LinkageError if there is no build of it for this platform
     */
    public static Kernels load() {
        Loader.load(dnnl.class);
        dnnl_version_t version = dnnl.dnnl_version();
        Session.current();
        Norms norms = new Norms();
        return new Kernels(
                "oneDNN " + version.major() + "." + version.minor() + "." + version.patch(),
                true,
                new Convolutions(),
                new DenseProducts(),
                new FoldedNorms(norms),
                new Elementwise(),
                new Pools(),
                norms,
                new Reorders());
    }
}
