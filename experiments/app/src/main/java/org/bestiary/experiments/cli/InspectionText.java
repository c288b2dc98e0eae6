package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.datasets.inspect.Duplicates;
import org.bestiary.datasets.inspect.FolderReport;
import org.bestiary.datasets.inspect.Kinds;
import org.bestiary.datasets.inspect.Sizes;

/** What an inspection found, for a terminal. */
final class InspectionText {
    private static final int CLASSES = 20;

    /** A line of the table of classes: its number of images in each split, or nothing. */
    private record Line(String name, Object train, Object validation, Object test) {}

    private final FolderReport report;
    private final PrintWriter out;

    InspectionText(FolderReport report, PrintWriter out) {
        this.report = report;
        this.out = out;
    }

    void print() {
        FolderReport.SplitSizes splits = report.splits();
        say(
                "%s: %,d images of %d classes",
                report.path(), report.images(), report.classes().size());
        say("");
        List<Line> lines = new ArrayList<>();
        report.classes().stream()
                .limit(CLASSES)
                .forEach(c -> lines.add(new Line(c.name(), c.train(), c.validation(), c.test())));
        if (report.classes().size() > CLASSES) {
            lines.add(new Line((report.classes().size() - CLASSES) + " more (--json lists all)", "", "", ""));
        }
        lines.add(new Line("all", splits.train(), splits.validation(), splits.test()));
        Table.of(
                        Column.left("class", Line::name),
                        Column.right("training", Line::train),
                        Column.right("validation", Line::validation),
                        Column.right("test", Line::test))
                .print(lines, out);
        say("");
        FolderReport.Balance balance = report.balance();
        entry(
                "balance",
                balance.ratio() == 1
                        ? "all classes have the same number of training images"
                        : format(
                                "%s has %.1f times as many training images as %s; always saying it is right for %.0f%% of"
                                        + " them",
                                balance.largest(), balance.ratio(), balance.smallest(), 100 * balance.largestShare()));
        kinds(report.kinds());
        report.sizes().ifPresent(this::sizes);
        List<String> leftOut = report.leftOut().sentences();
        entry("left out", leftOut.isEmpty() ? "nothing" : leftOut.get(0));
        leftOut.stream().skip(1).forEach(sentence -> entry("", sentence));
        broken(report.broken());
        duplicates(report.duplicates());
        int side = report.suggestion().side();
        entry(
                "statistics",
                format(
                        "at %dx%d the channels of training images have the means %s and the deviations %s",
                        side,
                        side,
                        numbers(report.statistics().mean()),
                        numbers(report.statistics().deviation())));
        report.remarks().stream()
                .filter(remark -> !leftOut.contains(remark))
                .forEach(remark -> entry("remark", remark));
        entry("suggestion", report.suggestion().id());
        entry("", report.suggestion().reason());
    }

    private void kinds(Kinds kinds) {
        String other = kinds.otherEnding() == 0 ? "" : "; " + kinds.otherEnding() + " with the ending of another kind";
        entry("files", counts(kinds.kinds()) + " (" + counts(kinds.endings(), ".") + ")" + other);
        String grey = kinds.greyPixels() == 0 ? "" : "; " + kinds.greyPixels() + " show nothing but grey";
        entry("colours", counts(kinds.colours()) + grey);
        List<String> read = new ArrayList<>();
        add(read, kinds.turned(), "turned upright");
        add(read, kinds.alpha(), "with transparency, on white");
        add(read, kinds.deep(), "of more than 8 bits, by the highest 8");
        add(read, kinds.profile(), "with a colour profile, without it");
        add(read, kinds.several(), "with several frames or pages, the first");
        if (!read.isEmpty()) {
            entry("read", String.join("; ", read));
        }
    }

    private static void add(List<String> read, int count, String how) {
        if (count > 0) {
            read.add(format("%,d %s", count, how));
        }
    }

    private void sizes(Sizes sizes) {
        if (sizes.different() == 1) {
            entry(
                    "sizes",
                    format("all %dx%d", sizes.width().min(), sizes.height().min()));
            return;
        }
        entry(
                "sizes",
                format(
                        "%d different; width %d to %d, median %d; height %d to %d, median %d; shorter side median %d",
                        sizes.different(),
                        sizes.width().min(),
                        sizes.width().max(),
                        sizes.width().median(),
                        sizes.height().min(),
                        sizes.height().max(),
                        sizes.height().median(),
                        sizes.shorterSide().median()));
        entry(
                "",
                "most frequent: "
                        + sizes.mostFrequent().stream()
                                .map(size -> format("%dx%d (%,d)", size.width(), size.height(), size.images()))
                                .collect(Collectors.joining(", ")));
        entry(
                "proportions",
                format(
                        "%,d landscape, %,d portrait, %,d square; width to height %.2f to %.2f, median %.2f",
                        sizes.landscape(),
                        sizes.portrait(),
                        sizes.square(),
                        sizes.proportion().min(),
                        sizes.proportion().max(),
                        sizes.proportion().median()));
    }

    private void broken(FolderReport.Broken broken) {
        if (broken.count() == 0) {
            entry("broken", "none");
            return;
        }
        entry("broken", format("%,d cannot be decoded; repair or remove them, or use --skip-bad", broken.count()));
        broken.first().forEach(problem -> entry("", problem));
        if (broken.count() > broken.first().size()) {
            entry("", "and " + (broken.count() - broken.first().size()) + " more");
        }
    }

    private void duplicates(Duplicates found) {
        entry(
                "copies",
                copies(
                        "file that is there already, byte for byte",
                        "files that are there already, byte for byte",
                        found.copies(),
                        found.copiesAcrossSplits(),
                        found.copiesAcrossClasses()));
        entry(
                "near copies",
                found.near() < 0
                        ? "not looked for among so many"
                        : copies(
                                "pair of nearly the same image",
                                "pairs of nearly the same image",
                                found.near(),
                                found.nearAcrossSplits(),
                                found.nearAcrossClasses()));
        for (Duplicates.Example example : found.examples()) {
            List<String> where = new ArrayList<>();
            if (example.acrossSplits()) {
                where.add("two splits");
            }
            if (example.acrossClasses()) {
                where.add("two classes");
            }
            entry(
                    "",
                    example.first()
                            + (example.same() ? " = " : " ~ ")
                            + example.second()
                            + (where.isEmpty() ? "" : "  (" + String.join(", ", where) + ")"));
        }
    }

    private static String copies(String one, String several, long all, long splits, long classes) {
        if (all == 0) {
            return "none";
        }
        String leak = splits == 0 ? "" : format("; %,d across splits: what is tested was learnt", splits);
        String wrong = classes == 0 ? "" : format("; %,d across classes: a label is wrong", classes);
        return format("%,d %s", all, all == 1 ? one : several) + leak + wrong;
    }

    private static String counts(Map<String, Integer> counts) {
        return counts(counts, "");
    }

    private static String counts(Map<String, Integer> counts, String before) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(e -> format("%,d %s%s", e.getValue(), before, e.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String numbers(List<Double> numbers) {
        return numbers.stream().map(n -> format("%.3f", n)).collect(Collectors.joining(", "));
    }

    private void entry(String name, String text) {
        say("%-12s %s", name, text);
    }

    private void say(String format, Object... arguments) {
        out.println(format(format, arguments).stripTrailing());
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
