package org.bestiary.experiments.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.augment.Recipe;
import org.bestiary.datasets.augment.RecipeTree;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.datasets.memory.DatasetBench;
import org.bestiary.datasets.memory.LoadedDataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datasets bench ID}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures how fast batches of training images are made: cut, changed, normalised, as floats.",
        footer = {
            "",
            "Examples:",
            "  bestiary datasets bench cifar-10 --augment cifar-standard --threads 1",
            "  bestiary datasets bench cats-dogs --augment lecture-catsdogs --decode --json"
        })
final class DatasetsBenchCommand implements Callable<Integer>, NeedsNativeCode {
    private static final double WARM_UP_SHARE = 0.25;

    @Parameters(paramLabel = "ID", description = "Id of the data set, see 'datasets'.")
    private String id;

    @Option(
            names = "--augment",
            paramLabel = AugmentArgument.LABEL,
            defaultValue = RecipeTree.NONE,
            description = "How images are changed: a preset, a YAML file with steps, or steps (default: not at all).")
    private String augment;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads that make batches (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "128",
            description = "Images per batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--decode",
            description = "Decode the image files at every read instead of once, for sets of image files.")
    private boolean decode;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "5",
            description = "How long to measure (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Mixin
    private Places.Data data;

    @Mixin
    private Output output;

    /** The document of {@code --json}. */
    record Document(String id, String augment, int threads, int batch, double imagesPerSecond) {}

    @Override
    public Integer call() {
        if (!(seconds > 0)) {
            throw new BadInput("--seconds must be positive, but got " + seconds);
        }
        ImageDataset dataset = Datasets.standard().find(id);
        LoadOptions options = LoadOptions.batch(batch).withShuffle(1).withThreads(threads);
        Optional<Recipe> recipe = AugmentArgument.read(augment);
        options = recipe.isPresent() ? options.withAugmentation(recipe.get(), 1) : options;
        double speed = (decode ? decoding(dataset, options) : decodedOnce(dataset, options)).imagesPerSecond();
        String name = recipe.map(Recipe::name).orElse(RecipeTree.NONE);
        if (output.json()) {
            output.print(new Document(id, name, threads, batch, speed));
        } else {
            output.out()
                    .printf(
                            Locale.ROOT,
                            "%s, augmentation %s, %d threads, batch %d: %,.0f images/s%n",
                            id,
                            name,
                            threads,
                            batch,
                            speed);
        }
        return 0;
    }

    private DatasetBench.Result decodedOnce(ImageDataset dataset, LoadOptions options) {
        LoadedDataset images = LoadedDataset.load(dataset, data.directory(), ValidationSplit.NONE);
        images.remarks().forEach(output.err()::println);
        return DatasetBench.run(images, options, seconds * WARM_UP_SHARE, seconds);
    }

    private DatasetBench.Result decoding(ImageDataset dataset, LoadOptions options) {
        ImageTable files = dataset.undecoded(data.directory())
                .orElseThrow(() -> new BadInput("--decode is for data sets that are kept as image files (cats-dogs,"
                        + " image-folder:PATH), but " + id + " is not; leave it out"));
        return DatasetBench.run(files, dataset.card(), options, seconds * WARM_UP_SHARE, seconds);
    }
}
