package org.bestiary.experiments.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bestiary.common.image.Filter;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Preparation;
import org.bestiary.datasets.catalog.ImageFolder;
import org.bestiary.datasets.inspect.FolderReport;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Zoo;

/**
 * A spec to begin with, for a folder of one's own images that was inspected: a small network, images of a size that it
 * learns from in reasonable time on a processor, and comments that say what was measured.
 */
public final class FolderSpec {
    /** For small digits and drawings. */
    private static final String GREY = "lenet5";
    /** For everything else: it takes images of any size from 32x32 on. */
    private static final String COLOUR = "resnet20";

    private static final int LARGEST_GREY = 40;
    private static final int IMAGES_IN_ALL = 60_000;
    private static final int FEWEST_EPOCHS = 10;
    private static final int MOST_EPOCHS = 60;
    private static final double UNEQUAL = 2;

    private FolderSpec() {}

    /**
     * Writes a spec.
     *
     * @param report of the folder
     * @param model id of the network that is wanted; a small one when empty
     * @return YAML, which {@link SpecReader} reads without a complaint
     * @throws org.bestiary.zoo.ZooException if there is no such network
     */
    public static String yaml(FolderReport report, Optional<String> model) {
        FolderReport.Suggestion suggestion = report.suggestion();
        boolean drawings = suggestion.channels() == 1 && suggestion.side() <= LARGEST_GREY;
        String id = model.orElse(drawings ? GREY : COLOUR);
        ModelCard card = Zoo.find(id).card();
        int side = Math.max(suggestion.side(), card.minimumSize());
        int train = report.splits().train();
        String name = name(report.path());
        List<String> lines = new ArrayList<>(about(report));
        lines.add("name: " + name);
        lines.add("title: " + quoted(card.title() + " on " + name));
        lines.add("model:");
        lines.add("  id: " + id + "  # 'bestiary models' lists others");
        lines.add("data:");
        lines.add("  # " + (side == suggestion.side() ? suggestion.reason() : card.title() + " needs this size."));
        lines.add("  id: " + quoted(data(suggestion, side)));
        if (suggestion.validation() > 0) {
            lines.add("  validation: " + suggestion.validation());
        }
        if (report.broken().count() > 0) {
            lines.add("  skipBad: true  # so many cannot be decoded: "
                    + report.broken().count());
        }
        if (report.statistics().deviation().stream().allMatch(deviation -> deviation > 0)) {
            lines.add("  normalise: measured  # by the images that are learnt from, nearly the figures above");
        }
        lines.add("  augment: none  # 'bestiary datasets augmentations' lists what there is");
        lines.add("training:");
        lines.add("  epochs: " + Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, IMAGES_IN_ALL / train)));
        lines.add("  batch: " + (train >= 5000 ? 64 : train >= 300 ? 32 : 8));
        lines.add("  optimizer: {type: adam, learningRate: 0.001}");
        lines.add("  schedule: {type: cosine}");
        lines.add("  weightDecay: 0.0001");
        if (report.balance().ratio() >= UNEQUAL) {
            lines.add(
                    "  # classWeights: balanced  # rare classes count more; data.sampling: balanced shows them more often");
        }
        lines.add("seeds: [1]");
        return String.join("\n", lines) + "\n";
    }

    private static List<String> about(FolderReport report) {
        FolderReport.Balance balance = report.balance();
        return List.of(
                "# yaml-language-server: $schema=experiment.schema.json",
                "#",
                String.format(
                        Locale.ROOT,
                        "# Written by 'bestiary datasets inspect' for %,d images of %d classes, %,d of them to learn from.",
                        report.images(),
                        report.classes().size(),
                        report.splits().train()),
                String.format(
                        Locale.ROOT,
                        "# Always saying '%s' is right for %.0f%% of these. Means of the channels: %s; deviations: %s.",
                        printable(balance.largest()),
                        100 * balance.largestShare(),
                        numbers(report.statistics().mean()),
                        numbers(report.statistics().deviation())));
    }

    private static String numbers(List<Double> numbers) {
        return numbers.stream()
                .map(number -> String.format(Locale.ROOT, "%.4f", number))
                .collect(Collectors.joining(", "));
    }

    private static String data(FolderReport.Suggestion suggestion, int side) {
        ImageShape shape = new ImageShape(suggestion.channels(), side, side);
        return ImageFolder.of(suggestion.id())
                .preparedAs(new Preparation(shape, Fit.CROP, Filter.TRIANGLE))
                .id();
    }

    /** The folder's name with what names of experiments may have. */
    private static String name(String path) {
        Path last = Path.of(path).getFileName();
        String name = (last == null ? "" : last.toString()).replaceAll("[^A-Za-z0-9._-]+", "-");
        String plain = name.replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
        return plain.isEmpty() ? "my-images" : plain.substring(0, Math.min(60, plain.length()));
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** Between quotes, as YAML reads it back. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (Character.isISOControl(c)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
