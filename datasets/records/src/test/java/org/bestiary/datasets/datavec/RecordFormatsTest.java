package org.bestiary.datasets.datavec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageDataset.TrainTest;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.datasets.catalog.Strokes;
import org.datavec.api.transform.MathOp;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.condition.ConditionOp;
import org.datavec.api.transform.condition.column.DoubleColumnCondition;
import org.datavec.api.transform.filter.ConditionFilter;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.transform.sequence.comparator.NumericalColumnComparator;
import org.datavec.api.transform.serde.JsonMappers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFormatsTest {
    @TempDir
    Path folder;

    private final DataDirectory directory = new DataDirectory(Path.of("unused"));
    private TrainTest images;

    @BeforeEach
    void generate() {
        images = new Strokes(40, 20, 3).load(directory);
    }

    private Path write(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private static ImageDataset records(Path file, String options) {
        return Datasets.standard().find("records:" + file + (options.isEmpty() ? "" : "?" + options));
    }

    private TrainTest load(Path file, String options) {
        return records(file, options).load(directory);
    }

    private static float[] numbers(ImageTable table, int index) {
        float[] values = new float[table.shape().values()];
        table.readNumbers(index, values, 0);
        return values;
    }

    // ---- LibSVM

    private static String[] libSvm(ImageTable table, int from) {
        return IntStream.range(0, table.count())
                .mapToObj(i -> {
                    byte[] pixels = table.pixels(i);
                    return table.label(i)
                            + IntStream.range(0, pixels.length)
                                    .filter(k -> pixels[k] != 0)
                                    .mapToObj(k -> " " + (k + from) + ":" + (pixels[k] & 0xFF))
                                    .collect(Collectors.joining());
                })
                .toArray(String[]::new);
    }

    @Test
    void digitsInALibSvmFileAreTheSameTable() throws IOException {
        Path train = write("train.libsvm", libSvm(images.train(), 1));
        Path test = write("test.libsvm", libSvm(images.test(), 1));
        TrainTest read = load(train, "shape=1x28x28&test=" + test);
        assertThat(read.train().sha256()).isEqualTo(images.train().sha256());
        assertThat(read.test().sha256()).isEqualTo(images.test().sha256());
    }

    @Test
    void libSvmCountsFromOneUnlessAZeroOccurs() throws IOException {
        Path one = write("one.svm", "+1 1:0.5 3:-2 # a remark", "# nothing", "-1 2:1e3");
        Path test = write("test.svm", "1 4:7");
        ImageDataset dataset = records(one, "test=" + test);
        assertThat(dataset.card().classes()).containsExactly("-1", "1");
        assertThat(numbers(dataset.load(directory).train(), 0)).containsExactly(0.5f, 0, -2, 0);
        Path zero = write("zero.svm", "1 0:1 2:5", "2 1:1");
        assertThat(numbers(load(zero, "test=" + test).train(), 0)).containsExactly(1, 0, 5, 0, 0);
    }

    @Test
    void badLibSvmLinesAreNamed() throws IOException {
        Path file = write("bad.svm", "1 1:2", "2 x:1", "2 5:1", "2 2:", "1 2:1", "2 1:3");
        TrainTest read =
                records(file, "shape=1x1x2&values=numbers&test-share=0.4").load(directory.skippingBad());
        assertThat(read.train().count() + read.test().count()).isEqualTo(3);
        assertThat(read.remarks())
                .hasSize(4)
                .allSatisfy(remark -> assertThat(remark).doesNotContain("\n"));
        assertThat(read.remarks().get(0)).startsWith(file + " line 2 is no line of LABEL INDEX:VALUE INDEX:VALUE (");
        assertThat(read.remarks().get(1)).contains(" line 3 ").contains("Found 5 features in record, expected 2");
        assertThat(read.remarks().get(2)).contains(" line 4 ");
    }

    // ---- JSON lines

    @Test
    void digitsInJsonLinesAreTheSameTable() throws IOException {
        String[] lines = IntStream.range(0, images.train().count())
                .mapToObj(i -> "{\"id\": \"d%d\", \"image\": %s, \"label\": %d}"
                        .formatted(
                                i,
                                Arrays.toString(unsigned(images.train().pixels(i))),
                                images.train().label(i)))
                .toArray(String[]::new);
        Path train = write("train.jsonl", lines);
        Path test = write("test.jsonl", lines[0]);
        TrainTest read = load(train, "shape=1x28x28&ignore=id&test=" + test);
        assertThat(read.train().sha256()).isEqualTo(images.train().sha256());
        assertThat(read.test().pixels(0)).isEqualTo(images.train().pixels(0));
    }

    private static int[] unsigned(byte[] pixels) {
        return IntStream.range(0, pixels.length).map(k -> pixels[k] & 0xFF).toArray();
    }

    @Test
    void jsonFieldsAreFoundByNameInAnyOrderAndAnyDepth() throws IOException {
        Path file = write(
                "deep.ndjson",
                "",
                "{\"label\": true, \"a\": {\"x\": 1, \"y\": [2, 3.5]}}",
                "{\"a\": {\"y\": [5, 6], \"x\": 4, \"z\": {\"more\": [1]}}, \"label\": false}",
                "{\"label\": true, \"a\": {\"x\": null, \"y\": [2, 3]}}",
                "{\"label\": true, \"a\": {\"y\": [2, 3]}}",
                "{\"label\": true, \"a\": ",
                "[1, 2]",
                "{\"label\": false, \"a\": {\"x\": 7, \"y\": {\"0\": 8, \"1\": 9}}}");
        ImageDataset dataset =
                records(file, "test=" + write("t.jsonl", "{\"label\": true, \"a\": {\"x\": 0, \"y\": [0, 0]}}"));
        TrainTest read = dataset.load(directory.skippingBad());
        assertThat(dataset.card().classes()).containsExactly("false", "true");
        assertThat(numbers(read.train(), 0)).containsExactly(1, 2, 3.5f);
        assertThat(numbers(read.train(), 1)).containsExactly(4, 5, 6);
        assertThat(numbers(read.train(), 2)).containsExactly(7, 8, 9);
        assertThat(read.remarks()).hasSize(5);
        assertThat(read.remarks().get(0)).isEqualTo(file + " line 4: value 'a.x' must be a finite number, got 'null'.");
        assertThat(read.remarks().get(1)).isEqualTo(file + " line 5: value 'a.x' must be a finite number, got ''.");
        assertThat(read.remarks().get(2)).startsWith(file + " line 6 is no JSON object (");
        assertThat(read.remarks().get(3)).startsWith(file + " line 7 is no JSON object (");
        Path no = write("no.jsonl", "label,a", "1,2");
        assertThatThrownBy(() -> load(no, "")).hasMessage(no + " line 1 is no JSON object.");
    }

    // ---- sequences

    /** Two waves of some steps, in two columns. */
    private static String[] waves(int kind, int number, int steps) {
        return IntStream.range(0, steps)
                .mapToObj(t -> String.format(
                        Locale.ROOT, "%.3f,%d", Math.sin(0.3 * (kind + 1) * t + number), kind == 0 ? t : -t))
                .toArray(String[]::new);
    }

    @Test
    void sequencesInFoldersOfTheirClasses() throws IOException {
        for (int i = 0; i < 6; i++) {
            write("train/up/" + i + ".csv", waves(0, i, 5));
            write("train/down/" + i + ".csv", waves(1, i, 5));
            write("test/up/" + i + ".csv", waves(0, 10 + i, 5));
        }
        write("train/up/.hidden.csv", "x");
        write("train/up/readme.md", "x");
        ImageDataset dataset = records(folder.resolve("train"), "test=" + folder.resolve("test"));
        assertThat(dataset.card().classes()).containsExactly("down", "up");
        assertThat(dataset.card().shape()).isEqualTo(new ImageShape(2, 1, 5));
        TrainTest read = dataset.load(directory);
        assertThat(read.train().classCounts()).containsExactly(6, 6);
        assertThat(read.test().classCounts()).containsExactly(0, 6);
        // By names: class 'down' comes first whatever the file system says, and its first file is 0.csv.
        assertThat(numbers(read.train(), 0)[1]).isZero();
        assertThat(numbers(read.train(), 0)[3]).isEqualTo(-1);
        assertThat(numbers(read.train(), 6)[3]).isEqualTo(1);
        assertThat(numbers(read.train(), 7)[0]).isEqualTo(0.841f);
    }

    @Test
    void numberedSequencesWithTheirLabelsInOtherFiles() throws IOException {
        for (int i = 1; i <= 12; i++) {
            write("features/%03d.csv".formatted(i), waves(i % 2, i, 4));
            write("labels/%03d.csv".formatted(i), i % 2 == 0 ? "even" : "odd");
        }
        Files.delete(folder.resolve("features/005.csv"));
        Files.delete(folder.resolve("labels/007.csv"));
        write("features/009.csv", waves(1, 9, 3));
        Path pattern = folder.resolve("features/%03d.csv");
        String options = "labels=" + folder.resolve("labels/%03d.csv");
        assertThatThrownBy(() -> load(pattern, options))
                .hasMessage(folder.resolve("features/005.csv")
                        + " is missing. 2 more are bad. Repair or remove what is bad,"
                        + " or leave it out with --skip-bad.");
        TrainTest read = records(pattern, options).load(directory.skippingBad());
        assertThat(read.remarks())
                .contains(
                        folder.resolve("features/007.csv") + " has no label.",
                        folder.resolve("features/009.csv") + " must have 4 steps, got 3.");
        assertThat(read.train().count() + read.test().count()).isEqualTo(9);
    }

    @Test
    void theLabelMayBeAColumnOfTheSequence() throws IOException {
        for (int i = 0; i < 6; i++) {
            String kind = i % 2 == 0 ? "a" : "b";
            write("s/" + i + ".csv", "x,kind", i + "," + kind, "1," + kind);
        }
        write("s/6.csv", "x,kind", "1,a", "2,b");
        Path pattern = folder.resolve("s/%d.csv");
        TrainTest read = records(pattern, "label=kind&test-share=0.34").load(directory.skippingBad());
        assertThat(read.train().shape()).isEqualTo(new ImageShape(1, 1, 2));
        assertThat(read.train().count() + read.test().count()).isEqualTo(6);
        assertThat(read.remarks().get(0))
                .isEqualTo(
                        folder.resolve("s/6.csv") + " step 2 must have the label of the steps before, 'a', got 'b'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "files/%d.csv", "file.csv"})
    void whereThereAreNoSequencesIsSaid(String place) throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        write("file.csv", "1,2");
        assertThatThrownBy(() -> load(folder.resolve(place), "reader=csv-sequence"))
                .hasMessageContaining(folder.resolve(place).toString());
    }

    // ---- transforms

    private static TransformProcess process() {
        Schema schema = new Schema.Builder()
                .addColumnString("id")
                .addColumnsDouble("x", "y")
                .addColumnCategorical("colour", "red", "green")
                .addColumnCategorical("kind", "good", "bad")
                .build();
        return new TransformProcess.Builder(schema)
                .removeColumns("id")
                .filter(new ConditionFilter(new DoubleColumnCondition("x", ConditionOp.LessThan, 0)))
                .doubleMathOp("y", MathOp.Multiply, 10)
                .categoricalToOneHot("colour")
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "yaml"})
    void aTransformProcessIsAppliedToEveryRecord(String language) throws IOException {
        Path file = write(
                "t.csv",
                "1,0.5,1,red,good",
                "2,-1,1,red,bad",
                "3,2,3,green,bad",
                "4,x,3,green,bad",
                "5,1,1,blue,bad",
                "6,1,1",
                "7,3,4,red,good");
        String json = process().toJson();
        Path transform = write("p." + language, language.equals("json") ? json : yaml(json));
        ImageDataset dataset =
                records(file, "label=kind&transform=" + transform + "&test=" + write("u.csv", "9,1,1,red,bad"));
        assertThat(dataset.card().classes()).containsExactly("bad", "good");
        TrainTest read = dataset.load(directory.skippingBad());
        assertThat(numbers(read.train(), 0)).containsExactly(0.5f, 10, 1, 0);
        assertThat(numbers(read.train(), 1)).containsExactly(2, 30, 0, 1);
        assertThat(numbers(read.train(), 2)).containsExactly(3, 40, 1, 0);
        assertThat(read.train().count()).isEqualTo(3);
        assertThat(read.remarks().get(0))
                .startsWith(file + " line 4")
                .contains("(")
                .doesNotContain("\n");
        assertThat(read.remarks().get(1)).startsWith(file + " line 5 cannot be transformed by p." + language + " (");
        assertThat(read.remarks().get(2))
                .isEqualTo(file + " line 6 must have the 5 values that p." + language + " takes, got 3.");
        assertThat(read.remarks().get(4))
                .isEqualTo("1 records of " + file + " were left out by the filters of the transform");
    }

    private static String yaml(String json) throws IOException {
        return JsonMappers.getMapperYaml()
                .writeValueAsString(JsonMappers.getMapper().readTree(json));
    }

    @Test
    void whatIsNoTransformProcessIsRefusedInOneLine() throws IOException {
        Path file = write("some.csv", "1,2", "0,3");
        Path wrong = write("wrong.json", "{\"initialSchema\": 7}");
        assertThatThrownBy(() -> load(file, "label=0&transform=" + wrong))
                .hasMessageStartingWith(wrong + " is no TransformProcess of DataVec as JSON or YAML (")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        Schema schema = new Schema.Builder().addColumnsInteger("a", "b").build();
        Path many = write(
                "many.json",
                new TransformProcess.Builder(schema)
                        .convertToSequence("a", new NumericalColumnComparator("b"))
                        .build()
                        .toJson());
        assertThatThrownBy(() -> load(file, "label=0&transform=" + many)).hasMessageContaining("takes one at a time");
    }

    @Test
    void sequencesAreTransformedAsAWhole() throws IOException {
        for (int i = 0; i < 6; i++) {
            write("w/a/" + i + ".csv", waves(0, i, 4));
            write("w/b/" + i + ".csv", waves(1, i, 4));
        }
        Schema schema = new Schema.Builder().addColumnsDouble("wave", "time").build();
        Path transform = write(
                "w.json",
                new TransformProcess.Builder(schema)
                        .removeColumns("time")
                        .build()
                        .toJson());
        ImageDataset dataset = records(folder.resolve("w"), "transform=" + transform);
        assertThat(dataset.card().shape()).isEqualTo(new ImageShape(1, 1, 4));
    }
}
