package org.bestiary.experiments.train;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the program runs on. */
public final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private static final Path PROCESS_STATUS = Path.of("/proc/self/status");

    private Machine() {}

    /** Name of the processor, or the instruction set where the system does not tell. */
    public static String cpu() {
        return cpuInfo("model name").orElse(System.getProperty("os.arch"));
    }

    /** Whether the processor has AVX2; empty where the system does not tell. */
    public static Optional<Boolean> avx2() {
        return cpuInfo("flags").map(flags -> (" " + flags + " ").contains(" avx2 "));
    }

    private static Optional<String> cpuInfo(String key) {
        if (!Files.isReadable(CPU_INFO)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(l -> l.startsWith(key))
                    .map(l -> l.substring(l.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Operating system with version and instruction set. */
    public static String os() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }

    /** Java version and vendor. */
    public static String java() {
        return System.getProperty("java.version") + " (" + System.getProperty("java.vm.name") + ", "
                + System.getProperty("java.vendor") + ")";
    }

    /** Physical memory in MiB. */
    public static long memoryMiB() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() >> 20;
    }

    /** The largest resident memory of this process so far in MiB; empty where the system does not tell. */
    public static OptionalLong peakMemoryMiB() {
        try (Stream<String> lines = Files.lines(PROCESS_STATUS)) {
            return lines.filter(l -> l.startsWith("VmHWM:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) >> 10)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Threads that native code uses: {@code OMP_NUM_THREADS}, otherwise every processor. */
    public static int threads() {
        String given = System.getenv("OMP_NUM_THREADS");
        try {
            return given == null ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(given.strip());
        } catch (NumberFormatException e) {
            return Runtime.getRuntime().availableProcessors();
        }
    }
}
