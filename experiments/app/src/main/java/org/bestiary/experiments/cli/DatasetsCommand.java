package org.bestiary.experiments.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.common.fetch.FetchProgress;
import org.bestiary.common.fetch.ProgressLines;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.datasets.Availability;
import org.bestiary.datasets.ContactSheet;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.augment.Recipe;
import org.bestiary.datasets.augment.RecipeTree;
import org.bestiary.datasets.augment.Step;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.datasets.catalog.ImageFolder;
import org.bestiary.datasets.datavec.RecordsDataset;
import org.bestiary.datasets.memory.AugmentedImages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datasets}, {@code datasets fetch ID}, {@code datasets preview ID}, and more in files of their own. */
@Command(
        name = "datasets",
        mixinStandardHelpOptions = true,
        description = "Lists the data sets and whether they are here.",
        footer = {
            "",
            "Examples:",
            "  bestiary datasets",
            "  bestiary datasets fetch mnist",
            "  bestiary datasets preview cifar-10 --augment cifar-standard -o sheet.png",
            "  bestiary datasets augmentations",
            "  bestiary datasets inspect photos --spec my.yaml",
            "  bestiary datasets bench cifar-10 --augment cifar-standard --threads 1",
            "  bestiary datasets preview 'image-folder:my photos?side=64&fit=stretch' --skip-bad -o sheet.png",
            "  bestiary datasets preview 'records:digits.csv?shape=1x28x28&label=first' -o sheet.png"
        },
        subcommands = {
            DatasetsCommand.Fetch.class,
            DatasetsCommand.Preview.class,
            DatasetsInspectCommand.class,
            DatasetsAugmentationsCommand.class,
            DatasetsBenchCommand.class
        })
final class DatasetsCommand implements Callable<Integer> {
    @Mixin
    private Places.Data data;

    @Mixin
    private Output output;

    /** One data set; the components are the JSON fields. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record DatasetRow(String id, boolean available, Optional<String> path, int train, int test, int classes) {
        /** Stands for one's own folders, whose images are only known once a path is given. */
        static final DatasetRow OWN_FOLDER =
                new DatasetRow(ImageFolder.PREFIX + "PATH", true, Optional.empty(), 0, 0, 0);

        /** Stands for one's own records, likewise. */
        static final DatasetRow OWN_RECORDS =
                new DatasetRow(RecordsDataset.PREFIX + "FILE", true, Optional.empty(), 0, 0, 0);

        static DatasetRow of(ImageDataset dataset, DataDirectory directory) {
            Availability here = dataset.availability(directory);
            return new DatasetRow(
                    dataset.id(),
                    here.problems().isEmpty(),
                    here.folder().map(Path::toString),
                    dataset.card().trainSize(),
                    dataset.card().testSize(),
                    dataset.card().classes().size());
        }
    }

    /** One data set for people; of one's own data little is known before. */
    private record Line(String id, String title, Object image, Object classes, Object train, Object test, String here) {
        static Line own(DatasetRow row, String title, String place) {
            return new Line(row.id(), title, "any", "any", "any", "any", place);
        }
    }

    private static final Table<Line> TABLE = Table.of(
            Column.left("id", Line::id),
            Column.left("title", Line::title),
            Column.left("image", Line::image),
            Column.right("classes", Line::classes),
            Column.right("train", Line::train),
            Column.right("test", Line::test),
            Column.left("here", Line::here));

    @Override
    public Integer call() {
        List<ImageDataset> all = Datasets.standard().all();
        if (output.json()) {
            output.print(Stream.concat(
                            all.stream().map(d -> DatasetRow.of(d, data.directory())),
                            Stream.of(DatasetRow.OWN_FOLDER, DatasetRow.OWN_RECORDS))
                    .toList());
            return 0;
        }
        List<Line> lines = new ArrayList<>();
        for (ImageDataset d : all) {
            DatasetRow r = DatasetRow.of(d, data.directory());
            String place = r.path().orElse("generated in memory");
            lines.add(new Line(
                    r.id(),
                    d.card().title(),
                    d.card().shape(),
                    r.classes(),
                    r.train(),
                    r.test(),
                    r.available() ? place : "no; bestiary datasets fetch " + r.id()));
        }
        lines.add(Line.own(DatasetRow.OWN_FOLDER, "Your own images, a folder for each class", "PATH"));
        lines.add(Line.own(DatasetRow.OWN_RECORDS, "Your own records: CSV, LibSVM, JSON lines, sequences", "FILE"));
        TABLE.print(lines, output.out());
        return 0;
    }

    /** {@code datasets fetch ID}. */
    @Command(
            name = "fetch",
            mixinStandardHelpOptions = true,
            description = "Downloads a data set; a download that was cut off goes on where it stopped.",
            footer = {"", "Example:", "  bestiary datasets fetch mnist"})
    static final class Fetch implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "Id of the data set, see 'datasets'.")
        private String id;

        @Mixin
        private Places.Data data;

        @Mixin
        private Output output;

        @Override
        public Integer call() {
            ImageDataset dataset = Datasets.standard().find(id);
            FetchProgress progress = new ProgressLines(output.err()::println);
            dataset.fetch(
                    data.directory(), (name, done, total) -> progress.advanced(name, done, OptionalLong.of(total)));
            if (output.json()) {
                output.print(DatasetRow.of(dataset, data.directory()));
            } else {
                Availability here = dataset.availability(data.directory());
                output.out()
                        .println(here.folder()
                                .map(f -> id + " is in " + f)
                                .orElse(id + " is generated, nothing to fetch"));
            }
            return 0;
        }
    }

    /** {@code datasets preview ID}. */
    @Command(
            name = "preview",
            mixinStandardHelpOptions = true,
            description = "Draws a contact sheet: a row of images for each class.",
            footer = {
                "",
                "Examples:",
                "  bestiary datasets preview strokes -o sheet.png",
                "  bestiary datasets preview cifar-10 --augment cifar-strong -o sheet.png",
                "  bestiary datasets preview cifar-10 --augment '[{rotate: 40}, {cutout: 8}]' -o sheet.png",
                "  bestiary datasets preview cifar-10 --augment my.yaml -o sheet.png"
            })
    static final class Preview implements Callable<Integer> {
        private static final int PER_CLASS = 16;
        private static final int LEAST_PIXELS = 56;

        @Parameters(paramLabel = "ID", description = "Id of the data set, see 'datasets'.")
        private String id;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "PNG",
                required = true,
                description = "Where the picture goes.")
        private Path file;

        @Option(
                names = "--augment",
                paramLabel = AugmentArgument.LABEL,
                defaultValue = RecipeTree.NONE,
                description =
                        "Show images as a preset, the steps in a YAML file (a list, or a spec), or steps given here"
                                + " change them; 'datasets augmentations' lists both.")
        private String augment;

        @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Which images are shown.")
        private long seed;

        @Mixin
        private Places.Data data;

        @Mixin
        private Output output;

        /** The document of {@code --json}. */
        record Document(String id, String sheet) {}

        @Override
        public Integer call() {
            Optional<Recipe> recipe = AugmentArgument.read(augment);
            ImageDataset dataset = Datasets.standard().find(id);
            ImageDataset.TrainTest loaded = dataset.load(data.directory());
            loaded.remarks().forEach(output.err()::println);
            ImageTable images = loaded.train();
            ImageTable shown = recipe.<ImageTable>map(r -> new AugmentedImages(images, r, seed, 0))
                    .orElse(images.pictures());
            recipe.filter(r -> !r.batchSteps().isEmpty())
                    .ifPresent(r -> output.err()
                            .println("not shown, because they change whole batches: "
                                    + r.batchSteps().stream()
                                            .map(Step::identity)
                                            .collect(Collectors.joining(", "))));
            int scale = Math.max(1, LEAST_PIXELS / images.pictures().shape().height());
            new ContactSheet(shown, PER_CLASS, scale).write(seed, file);
            if (output.json()) {
                output.print(new Document(id, file.toString()));
            } else {
                output.out().println(file);
            }
            return 0;
        }
    }
}
