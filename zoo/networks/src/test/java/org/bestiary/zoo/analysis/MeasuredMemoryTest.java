package org.bestiary.zoo.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Training;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The estimate beside what a fresh process grows by. */
@Tag("slow")
class MeasuredMemoryTest {

    private static final double MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "lenet5, 1x28x28, 10, 64",
        "resnet20, 3x32x32, 10, 128",
        "resnet20, 3x32x32, 10, 512",
        "densenet-40-12, 3x32x32, 10, 64",
        "vgg11, 3x32x32, 10, 128",
        "vgg11, 3x224x224, 1000, 8",
        "googlenet, 3x96x96, 10, 16",
        "mobilenet-v1-1.0, 3x96x96, 10, 16",
        "alexnet, 3x227x227, 1000, 8"
    })
    void fastEngineIsWithinAQuarter(String id, String input, int classes, int batch, @TempDir Path directory)
            throws Exception {
        MemoryEstimate estimate = estimate(id, input, classes, batch, Engine.FAST);
        double measured = measure(estimate, directory, id, input, classes, batch, Engine.FAST);
        assertThat(estimate.total() / measured)
                .as("estimated %s, measured %.0f MiB", estimate.describe(), measured / MIB)
                .isBetween(0.8, 1.25);
    }

    @ParameterizedTest
    @CsvSource({"lenet5, 1x28x28, 10, 64", "resnet20, 3x32x32, 10, 16", "vgg11, 3x32x32, 10, 16"})
    void stockEngineTakesThatOrMore(String id, String input, int classes, int batch, @TempDir Path directory)
            throws Exception {
        MemoryEstimate estimate = estimate(id, input, classes, batch, Engine.STOCK);
        double measured = measure(estimate, directory, id, input, classes, batch, Engine.STOCK);
        assertThat(estimate.total() / measured)
                .as("estimated %s, measured %.0f MiB", estimate.describe(), measured / MIB)
                .isBetween(0.3, 1.4);
    }

    private static MemoryEstimate estimate(String id, String input, int classes, int batch, Engine engine) {
        BuildOptions options = BuildOptions.defaults().input(Shape.parse(input)).classes(classes);
        return MemoryEstimate.of(
                Zoo.find(id).network(options),
                engine,
                batch,
                Training.defaults().updater(),
                0);
    }

    /** Bytes by which a process with a fixed heap grew. */
    private static double measure(
            MemoryEstimate estimate, Path directory, String id, String input, int classes, int batch, Engine engine)
            throws IOException, InterruptedException {
        Path memory = Path.of("/proc/meminfo");
        assumeTrue(Files.isReadable(memory), "only Linux tells how large a process was");
        long available = Files.readAllLines(memory).stream()
                .filter(l -> l.startsWith("MemAvailable:"))
                .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
        assumeTrue(available > 2 * estimate.total(), "too little free memory for " + id + " on " + input);
        Path output = directory.resolve("output");
        ProcessBuilder child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms256m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+AlwaysPreTouch", // the whole heap counts as there before
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                TrainingProcess.class.getName(),
                id,
                input,
                Integer.toString(classes),
                Integer.toString(batch),
                engine.name());
        child.environment().put("MALLOC_MMAP_THRESHOLD_", "1048576"); // as the launcher
        child.redirectErrorStream(true).redirectOutput(output.toFile());
        Process process = child.start();
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);
        process.destroyForcibly();
        List<String> lines = Files.readAllLines(output);
        assertThat(ended && process.exitValue() == 0)
                .as(String.join("\n", lines))
                .isTrue();
        return lines.stream()
                .filter(l -> l.startsWith("grown "))
                .mapToLong(l -> Long.parseLong(l.substring(6)) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
