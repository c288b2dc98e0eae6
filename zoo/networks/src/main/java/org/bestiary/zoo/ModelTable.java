package org.bestiary.zoo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Csv;
import org.bestiary.common.table.Table;
import org.bestiary.zoo.analysis.Analysis;

/**
 * The zoo as a table: {@code models.csv} in the resources has one row per network with what was counted, so that listing the
 * zoo needs no counting. Written by {@link #main}; a test holds it against the networks.
 */
public final class ModelTable {
    private static final String FILE = "models.csv";
    private static final Table<NetworkRow> COLUMNS = Table.of(
            Column.left("id", NetworkRow::id),
            Column.left("title", NetworkRow::title),
            Column.left("family", NetworkRow::family),
            Column.left("year", NetworkRow::year),
            Column.left("paper", NetworkRow::paper),
            Column.left("url", NetworkRow::url),
            Column.left("input", NetworkRow::input),
            Column.left("classes", NetworkRow::classes),
            Column.left("learnableParameters", NetworkRow::learnableParameters),
            Column.left("totalParameters", NetworkRow::totalParameters),
            Column.left("multiplyAdds", NetworkRow::multiplyAdds),
            Column.left("denseParameters", NetworkRow::denseParameters),
            Column.left("receptiveField", NetworkRow::receptiveField),
            Column.left("depth", NetworkRow::depth),
            Column.left("trainingActivationBytes", NetworkRow::trainingActivationBytes));

    private ModelTable() {}

    /**
     * One network at its default input and classes.
     *
     * @param id the network
     * @param title its name as the field writes it
     * @param family its family
     * @param year of the paper
     * @param paper authors, title and year
     * @param url of the paper
     * @param input shape of one image
     * @param classes number of classes
     * @param learnableParameters as papers and torchvision count
     * @param totalParameters the same with the running statistics of batch normalisation
     * @param multiplyAdds of convolution and dense layers for one image
     * @param denseParameters learnable parameters in dense layers
     * @param receptiveField rows or columns of the image that one number of the last map sees, the larger of both
     * @param depth weight layers on the longest path
     * @param trainingActivationBytes memory for the feature maps of one image in training
     */
    public record NetworkRow(
            String id,
            String title,
            String family,
            int year,
            String paper,
            String url,
            Shape input,
            int classes,
            long learnableParameters,
            long totalParameters,
            long multiplyAdds,
            long denseParameters,
            long receptiveField,
            int depth,
            long trainingActivationBytes) {

        /** Counts a network. */
        static NetworkRow of(Architecture architecture) {
            ModelCard card = architecture.card();
            Analysis a = Analysis.of(architecture.network(BuildOptions.defaults()));
            return new NetworkRow(
                    architecture.id(),
                    card.title(),
                    card.family(),
                    card.paper().year(),
                    card.paper().citation(),
                    card.paper().url(),
                    card.input(),
                    card.classes(),
                    a.learnableParameters(),
                    a.totalParameters(),
                    a.multiplyAdds(),
                    a.denseParameters(),
                    a.receptiveField().size(),
                    a.depth(),
                    a.activationMemory(1).trainingBytes());
        }

        /** The share of the learnable parameters that is in dense layers: "95.8%". */
        public String densePercent() {
            return String.format(Locale.ROOT, "%.1f%%", 100.0 * denseParameters / learnableParameters);
        }

        private static NetworkRow of(List<String> f) {
            return new NetworkRow(
                    f.get(0),
                    f.get(1),
                    f.get(2),
                    Integer.parseInt(f.get(3)),
                    f.get(4),
                    f.get(5),
                    Shape.parse(f.get(6)),
                    Integer.parseInt(f.get(7)),
                    Long.parseLong(f.get(8)),
                    Long.parseLong(f.get(9)),
                    Long.parseLong(f.get(10)),
                    Long.parseLong(f.get(11)),
                    Long.parseLong(f.get(12)),
                    Integer.parseInt(f.get(13)),
                    Long.parseLong(f.get(14)));
        }
    }

    /** Every row, in the zoo's order, from the resource. */
    public static List<NetworkRow> rows() {
        return Csv.read(text()).stream().skip(1).map(NetworkRow::of).toList();
    }

    /** The resource as it is. */
    public static String text() {
        return resource(FILE);
    }

    /** A text resource of this package. */
    static String resource(String file) {
        try (InputStream in = ModelTable.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("resource " + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + file, e);
        }
    }

    /** What the resource must say: every network counted anew. */
    public static String generate() {
        return COLUMNS.csv(Zoo.all().stream().map(NetworkRow::of).toList(), "\n");
    }

    /**
     * Writes the table.
     *
     * @param args the file to write, {@code zoo/networks/src/main/resources/org/bestiary/zoo/models.csv} in the source tree
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new ZooException("give the one file to write, but got " + args.length + " arguments");
        }
        Files.writeString(Path.of(args[0]), generate());
    }
}
