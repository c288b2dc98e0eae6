package org.bestiary.experiments.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.bestiary.common.fetch.Fetcher;
import org.bestiary.common.fetch.ProgressLines;
import org.bestiary.common.fetch.PublishedChecksum;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.published.PublishedWeights;
import org.bestiary.zoo.published.WeightsCatalogue;
import org.bestiary.zoo.published.WeightsFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weights}, {@code weights show ID}, {@code weights fetch ID}. */
@Command(
        name = "weights",
        mixinStandardHelpOptions = true,
        description = {
            "Lists trained weights for the networks of this zoo, our own and those that others publish, and whether they are here.",
            "The first of a network is what --pretrained means without a name. Accuracies are as published, in percent; 'tried'"
                    + " says how far this program was tried with them: accuracy (this file, on all test images), logits (this file"
                    + " gives the scores that independent code gives), shapes (a file of these names and shapes was read), not-yet."
        },
        footer = {
            "",
            "Examples:",
            "  bestiary weights 'resnet*'",
            "  bestiary weights show resnet50/imagenet1k-v2",
            "  bestiary weights fetch resnet50",
            "  bestiary weights fetch resnet20 --from Downloads/resnet20-12fca82f.th",
            "  bestiary predict --model resnet50 --pretrained=imagenet1k-v2 --input cat.jpg"
        },
        subcommands = {WeightsCommand.Show.class, WeightsCommand.Fetch.class})
final class WeightsCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "GLOB", description = "Only networks of these ids, for example 'resnet*'.")
    private Optional<String> glob = Optional.empty();

    @Option(names = "--csv", description = "Print comma-separated values instead of a table.")
    private boolean csv;

    @Mixin
    private Places.DataFolder data;

    @Mixin
    private Output output;

    /** One file of weights; the components are the JSON fields. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Row(
            String id,
            String model,
            String name,
            int classes,
            Optional<String> sha256,
            boolean available,
            Optional<String> path,
            String file,
            Optional<String> checksum,
            OptionalLong bytes,
            String licence,
            String labels,
            OptionalDouble top1,
            OptionalDouble top5,
            String input,
            String verified,
            String source,
            List<String> mirrors) {
        static Row of(PublishedWeights w, WeightsFolder folder) {
            boolean here = folder.has(w) || w.bundled().isPresent();
            return new Row(
                    w.id(),
                    w.model(),
                    w.name(),
                    w.classes(),
                    w.checksum()
                            .filter(c -> c.kind() == PublishedChecksum.Kind.SHA256)
                            .map(PublishedChecksum::digits),
                    here,
                    folder.has(w) ? Optional.of(folder.file(w).toString()) : Optional.empty(),
                    w.file(),
                    w.checksum().map(PublishedChecksum::toString),
                    w.sizeBytes(),
                    w.licence(),
                    w.labels().label(),
                    w.top1(),
                    w.top5(),
                    w.image().map(i -> WeightsInput.words(i.input(i.crop()))).orElse("as the file says"),
                    w.verified().label(),
                    w.source().toString(),
                    w.mirrors().stream().map(URI::toString).toList());
        }
    }

    private static final Table<Row> TABLE = Table.of(
            Column.left("id", Row::id),
            Column.right("classes", Row::classes),
            Column.figure("top-1", "%.2f", Row::top1),
            Column.figure("top-5", "%.2f", Row::top5),
            Column.left("licence", Row::licence),
            Column.left("tried", Row::verified),
            Column.left("here", r -> r.available() ? "yes" : "no"));

    private static final Table<Row> CSV = Table.of(
            Column.left("id", Row::id),
            Column.left("model", Row::model),
            Column.left("name", Row::name),
            Column.right("classes", Row::classes),
            Column.figure("top1", "%.3f", Row::top1),
            Column.figure("top5", "%.3f", Row::top5),
            Column.left("licence", Row::licence),
            Column.left("checksum", r -> r.checksum().orElse("")),
            Column.left("file", Row::file),
            Column.left("input", Row::input),
            Column.left("verified", Row::verified),
            Column.left("available", r -> Boolean.toString(r.available())),
            Column.left("source", Row::source));

    @Override
    public Integer call() {
        if (csv && output.json()) {
            throw new BadInput("the list can be printed with --csv or with --json, but got both");
        }
        List<PublishedWeights> all = WeightsCatalogue.standard().all();
        List<PublishedWeights> wanted = glob.map(Zoo::glob)
                .map(nets -> all.stream()
                        .filter(w -> nets.stream().anyMatch(n -> n.id().equals(w.model())))
                        .toList())
                .orElse(all);
        if (wanted.isEmpty()) {
            throw new BadInput("no published weights are known for " + glob.orElse("any network")
                    + "; 'bestiary weights' lists all that are");
        }
        List<Row> rows = wanted.stream().map(w -> Row.of(w, data.weights())).toList();
        if (output.json()) {
            output.print(rows);
        } else if (csv) {
            PrintWriter out = output.out();
            out.print(CSV.csv(rows, System.lineSeparator()));
            out.flush();
        } else {
            TABLE.print(rows, output.out());
        }
        return 0;
    }

    /** {@code weights show ID}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Says all that is known of published weights.",
            footer = {"", "Example:", "  bestiary weights show resnet50/imagenet1k-v2"})
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "As 'weights' lists them; a network's id means its first.")
        private String id;

        @Mixin
        private Places.DataFolder data;

        @Mixin
        private Output output;

        @Override
        public Integer call() {
            Row row = Row.of(WeightsCatalogue.standard().find(id), data.weights());
            if (output.json()) {
                output.print(row);
                return 0;
            }
            line("id", row.id());
            line("file", row.file());
            line(
                    "here",
                    row.path()
                            .orElse(
                                    row.available()
                                            ? "comes with the program"
                                            : "no; bestiary weights fetch " + row.id()));
            line("bytes", row.bytes().isPresent() ? "%,d".formatted(row.bytes().getAsLong()) : "not published");
            line("checksum", row.checksum().orElse("not published"));
            line("classes", row.classes() + " (" + row.labels() + ")");
            line("top-1", row.top1().isPresent() ? row.top1().getAsDouble() + "%, as published" : "not published");
            line("top-5", row.top5().isPresent() ? row.top5().getAsDouble() + "%, as published" : "not published");
            line("input", row.input());
            line("licence", row.licence());
            line("source", row.source());
            row.mirrors().stream().filter(m -> m.startsWith("http")).forEach(m -> line("address", m));
            line("tried", row.verified());
            return 0;
        }

        private void line(String what, String value) {
            output.out().println("%-9s %s".formatted(what, value));
        }
    }

    /** {@code weights fetch ID}. */
    @Command(
            name = "fetch",
            mixinStandardHelpOptions = true,
            description =
                    "Downloads published weights and checks them; a download that was cut off goes on where it stopped.",
            footer = {
                "",
                "Examples:",
                "  bestiary weights fetch resnet50",
                "  bestiary weights fetch resnet20/akamaster --from Downloads/resnet20-12fca82f.th"
            })
    static final class Fetch implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "As 'weights' lists them; a network's id means its first.")
        private String id;

        @Option(
                names = "--from",
                paramLabel = "FILE",
                description = "Take this file, after the same checks, instead of a download.")
        private Optional<Path> from = Optional.empty();

        @Mixin
        private Places.DataFolder data;

        @Mixin
        private Output output;

        @Override
        public Integer call() {
            PublishedWeights weights = WeightsCatalogue.standard().find(id);
            WeightsFolder folder = data.weights();
            Path file = from.map(f -> folder.take(weights, f))
                    .orElseGet(() -> folder.fetch(weights, new Fetcher(), new ProgressLines(output.err()::println)));
            if (output.json()) {
                output.print(Row.of(weights, folder));
            } else {
                output.out().println(weights.id() + " is in " + file);
            }
            return 0;
        }
    }
}
