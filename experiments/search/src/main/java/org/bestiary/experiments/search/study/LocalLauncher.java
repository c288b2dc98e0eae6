package org.bestiary.experiments.search.study;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bestiary.experiments.train.Machine;

/**
 * Starts this same program again for each trial, with its share of the processors and of the memory: threads that trials side
 * by side do not have to themselves cost a factor of five and more.
 */
public final class LocalLauncher implements TrialLauncher {
    /** The hidden command that runs one trial. */
    public static final String COMMAND = "trial";

    /** Heap and debugging are the parent's own. */
    private static final Pattern OWN_OPTIONS = Pattern.compile(
            "-X(mx|ms|mn).*|-XX:.*(RAMPercentage|HeapSize|HeapDump|OnOutOfMemory).*|-agentlib.*|-javaagent.*"
                    + "|-Dorg\\.bytedeco\\.javacpp\\.max.*|-XX:ArchiveClassesAtExit.*");

    private static final int LEAST_HEAP_MIB = 256;

    private final String mainClass;
    private final int parallel;
    private final int threads;

    /**
     * @param mainClass the program
     * @param parallel trials side by side
     */
    public LocalLauncher(String mainClass, int parallel) {
        this(mainClass, parallel, Math.max(1, Machine.threads() / parallel));
    }

    private LocalLauncher(String mainClass, int parallel, int threads) {
        this.mainClass = mainClass;
        this.parallel = parallel;
        this.threads = threads;
    }

    /** For one trial on a machine where others may run that this process does not know of: its share goes by its threads. */
    public static LocalLauncher amongOthers(String mainClass) {
        int threads = Machine.threads();
        return new LocalLauncher(mainClass, Math.max(1, Runtime.getRuntime().availableProcessors() / threads), threads);
    }

    @Override
    public Process start(Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command());
        Map<String, String> environment = builder.environment();
        environment.put("OMP_NUM_THREADS", Integer.toString(threads()));
        // Threads that spin while they wait take the processor from the other trials.
        environment.putIfAbsent("GOMP_SPINCOUNT", "1000");
        return builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Threads of native code for each trial. */
    public int threads() {
        return threads;
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> !OWN_OPTIONS.matcher(a).matches())
                .forEach(command::add);
        // A quarter of the machine for all heaps and half of it for all arrays, as a single run has.
        command.add("-Xmx" + Math.max(LEAST_HEAP_MIB, Machine.memoryMiB() / 4 / parallel) + "m");
        command.add("-Dorg.bytedeco.javacpp.maxbytes=" + Math.max(LEAST_HEAP_MIB, Machine.memoryMiB() / 2 / parallel)
                + "m");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.add(COMMAND);
        return command;
    }
}
