package org.bestiary.experiments.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bestiary.experiments.train.Machine;

/**
 * Whether the native code that this program was built with can run here; asked before it is loaded, because afterwards it is
 * a stack trace or a dead JVM.
 */
final class Backend {
    private static final String CUDA_CLASS = "/org/nd4j/linalg/jcublas/JCublasBackend.class";
    private static final Path NVIDIA_DRIVER = Path.of("/proc/driver/nvidia/version");

    private Backend() {}

    /** Whether this program was built for a GPU. */
    static boolean isCuda() {
        return Backend.class.getResource(CUDA_CLASS) != null;
    }

    /** What keeps the native code from running, or empty. */
    static Optional<String> problem() {
        if (isCuda() && isLinux() && !Files.exists(NVIDIA_DRIVER)) {
            return Optional.of("this build computes on an NVIDIA GPU (CUDA 11.6), but no NVIDIA driver is loaded ("
                    + NVIDIA_DRIVER + " is missing); install the driver, or build for the processor without -Pcuda");
        }
        if (!isCuda() && hasAvx2Binary() && !Machine.avx2().orElse(true)) {
            return Optional.of("this build needs a processor with AVX2, but " + Machine.cpu()
                    + " has none; build again with -Pno-avx2 (the launcher does it by itself)");
        }
        return Optional.empty();
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").startsWith("Linux");
    }

    private static boolean hasAvx2Binary() {
        return Backend.class.getResource("/org/nd4j/linalg/cpu/nativecpu/bindings/linux-x86_64-avx2/libnd4jcpu.so")
                != null;
    }
}
