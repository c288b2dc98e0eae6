package org.bestiary.experiments.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bestiary.experiments.train.Machine;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.bench.Throughput;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.layer.KernelChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures how many images per second a network trains on and answers, on random images.",
        footer = {
            "",
            "The figure is the median over steps after a warm-up. Close other programs; compare engines in one sitting.",
            "",
            "Examples:",
            "  bestiary bench --model resnet20 --batch 128 --threads 1",
            "  bestiary bench --model vgg11 --input 3x96x96 --batch 16 --seconds 20 --json"
        })
final class BenchCommand implements Callable<Integer>, NeedsNativeCode {
    @Option(names = "--model", paramLabel = "ID", required = true, description = "Id of the network, see 'models'.")
    private String model;

    @Option(names = "--input", paramLabel = "CxHxW", description = "Shape of one image.")
    private String input;

    @Option(names = "--classes", paramLabel = "N", description = "Number of classes.")
    private Integer classes;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "Images per step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the native code (default: $OMP_NUM_THREADS, or all processors).")
    private Integer threads;

    @Option(
            names = "--engine",
            paramLabel = "fast|stock",
            defaultValue = "fast",
            description = "Whose layers compute (default: ${DEFAULT-VALUE}).")
    private String engine;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "10",
            description = "How long to measure training, and again inference (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Mixin
    private Output output;

    /** The document of {@code --json}. */
    record Document(
            String model,
            String input,
            int batch,
            int threads,
            String engine,
            String kernels,
            double trainImagesPerSecond,
            double inferImagesPerSecond,
            long peakRssMiB) {}

    @Override
    public Integer call() {
        Architecture architecture = Zoo.find(model);
        BuildOptions options = BuildOptions.defaults().engine(Engine.parse(engine));
        options = input == null ? options : options.input(Shape.parse(input));
        options = classes == null ? options : options.classes(classes);
        Shape shape = architecture.network(options).input();
        int used = threads == null ? Machine.threads() : Threads.use(threads);
        Throughput t = Throughput.measure(architecture, options, batch, Duration.ofNanos((long) (seconds * 1e9)));
        String kernels = options.engine() == Engine.FAST ? KernelChoice.description() : "stock DL4J layers";
        if (output.json()) {
            output.print(new Document(
                    model,
                    shape.toString(),
                    batch,
                    used,
                    options.engine().id(),
                    kernels,
                    t.trainImagesPerSecond(),
                    t.inferImagesPerSecond(),
                    t.peakRssMiB()));
        } else {
            output.out()
                    .printf(
                            Locale.ROOT,
                            "%s on %s, batch %d, %d threads, %s%n"
                                    + "training   %,10.1f images/s%n"
                                    + "inference  %,10.1f images/s%n"
                                    + "peak memory %,9d MiB%n",
                            model,
                            shape,
                            batch,
                            used,
                            kernels,
                            t.trainImagesPerSecond(),
                            t.inferImagesPerSecond(),
                            t.peakRssMiB());
        }
        return 0;
    }
}
