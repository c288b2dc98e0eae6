package org.bestiary.zoo.published;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.bestiary.common.BestiaryException;
import org.bestiary.common.NearestNames;
import org.bestiary.common.fetch.PublishedChecksum;
import org.bestiary.common.table.Csv;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.published.PublishedWeights.Verified;
import org.bestiary.zoo.weights.ImagePreparation;
import org.bestiary.zoo.weights.TensorLayout;
import org.bestiary.zoo.weights.WeightMap;

/**
 * Published weights by name. The first row of a network is its default.
 *
 * <p>A row is held back as long as the zoo lacks its network, or no names of tensors are known for it, or those that are known
 * are for weights that read pixels in another way: it then waits in the table and appears by itself when all is there.
 */
public final class WeightsCatalogue {
    private static final String FILE = "weights.csv";
    private static final List<String> COLUMNS = List.of(
            "model",
            "name",
            "file",
            "mirrors",
            "bytes",
            "checksum",
            "licence",
            "classes",
            "labels",
            "top1",
            "top5",
            "image",
            "source",
            "verified");

    private final List<PublishedWeights> rows;

    private WeightsCatalogue(List<PublishedWeights> rows) {
        this.rows = rows;
    }

    private static final class Standard {
        static final WeightsCatalogue CATALOGUE = parse(resource());
    }

    private static String resource() {
        try (InputStream in = WeightsCatalogue.class.getResourceAsStream(FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + FILE, e);
        }
    }

    /** What comes with the program. */
    public static WeightsCatalogue standard() {
        return Standard.CATALOGUE;
    }

    /**
     * Reads a table of comma-separated values.
     *
     * @throws ZooException if a row breaks a rule or is there twice; names its line
     */
    public static WeightsCatalogue parse(String text) {
        List<List<String>> lines = Csv.read(text);
        if (lines.isEmpty() || !lines.get(0).equals(COLUMNS)) {
            throw new ZooException("a table of published weights must have the columns " + String.join(",", COLUMNS));
        }
        List<PublishedWeights> rows = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<String> files = new HashSet<>();
        for (int i = 1; i < lines.size(); i++) {
            PublishedWeights row = row(lines.get(i), i + 1);
            if (!ids.add(row.id()) || !files.add(row.file())) {
                throw new ZooException("ids and files of published weights must differ, but line " + (i + 1)
                        + " repeats " + row.id() + " or " + row.file());
            }
            rows.add(row);
        }
        return new WeightsCatalogue(List.copyOf(rows));
    }

    private static PublishedWeights row(List<String> f, int line) {
        try {
            if (f.size() != COLUMNS.size()) {
                throw new ZooException("a row must have " + COLUMNS.size() + " values, but has " + f.size());
            }
            return new PublishedWeights(
                    f.get(0),
                    f.get(1),
                    f.get(2),
                    Stream.of(f.get(3).split(" "))
                            .filter(m -> !m.isEmpty())
                            .map(URI::create)
                            .toList(),
                    f.get(4).isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(f.get(4))),
                    f.get(5).isEmpty() ? Optional.empty() : Optional.of(PublishedChecksum.parse(f.get(5))),
                    f.get(6),
                    Integer.parseInt(f.get(7)),
                    Labels.of(f.get(8)),
                    percent(f.get(9)),
                    percent(f.get(10)),
                    f.get(11).isEmpty()
                            ? Optional.empty()
                            : Optional.of(ImagePreparation.parse(
                                    Arrays.asList(f.get(11).split(" ")))),
                    URI.create(f.get(12)),
                    verified(f.get(13)));
        } catch (BestiaryException | IllegalArgumentException e) {
            throw new ZooException("line " + line + " of the published weights: " + e.getMessage(), e);
        }
    }

    private static OptionalDouble percent(String text) {
        return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    }

    private static Verified verified(String text) {
        return Stream.of(Verified.values())
                .filter(v -> v.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new ZooException(
                        "'verified' must be accuracy, logits, shapes or not-yet, but got '" + text + "'"));
    }

    /** Those that can be used here, in the order of the table. */
    public List<PublishedWeights> all() {
        return rows.stream().filter(WeightsCatalogue::isUsable).toList();
    }

    /** Those whose network or names of tensors this zoo does not know yet. */
    public List<PublishedWeights> heldBack() {
        return rows.stream().filter(r -> !isUsable(r)).toList();
    }

    private static boolean isUsable(PublishedWeights row) {
        return Zoo.ids().contains(row.model())
                && (row.image().isEmpty()
                        || isRead(row.model(), row.layout(), row.image().get()));
    }

    private static boolean isRead(String model, TensorLayout layout, ImagePreparation image) {
        return WeightMap.models(layout).contains(model)
                && WeightMap.find(model, layout)
                        .image()
                        .filter(image::readsPixelsLike)
                        .isPresent();
    }

    /** Those of one network, the default first; none if nobody publishes any. */
    public List<PublishedWeights> of(String model) {
        return all().stream().filter(r -> r.model().equals(model)).toList();
    }

    /**
     * The weights of this name.
     *
     * @param id {@code MODEL/NAME}, or a network's id for its default
     * @throws ZooException if there are none; names the nearest
     */
    public PublishedWeights find(String id) {
        int slash = id.indexOf('/');
        return slash < 0
                ? find(id, Optional.empty())
                : find(id.substring(0, slash), Optional.of(id.substring(slash + 1)));
    }

    /**
     * The weights of this name.
     *
     * @param model a network's id
     * @param name of the weights; empty for the default
     * @throws ZooException if there is no such network or nobody publishes such weights; names the nearest
     */
    public PublishedWeights find(String model, Optional<String> name) {
        Zoo.find(model);
        List<PublishedWeights> here = of(model);
        if (here.isEmpty()) {
            List<String> others =
                    all().stream().map(PublishedWeights::model).distinct().toList();
            throw new ZooException("no published weights are known for " + model + "; they are for "
                    + String.join(", ", NearestNames.ranked(model, others)) + " and others, see 'bestiary weights'");
        }
        return here.stream()
                .filter(r -> name.isEmpty() || r.name().equals(name.get()))
                .findFirst()
                .orElseThrow(() -> new ZooException("published weights of " + model + " must be one of "
                        + String.join(
                                ", ", here.stream().map(PublishedWeights::name).toList())
                        + ", but got '" + name.orElseThrow() + "'"));
    }
}
