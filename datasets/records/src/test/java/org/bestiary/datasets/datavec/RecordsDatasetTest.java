package org.bestiary.datasets.datavec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageDataset.TrainTest;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.RealData;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.datasets.catalog.Mnist;
import org.bestiary.datasets.catalog.Strokes;
import org.bestiary.datasets.memory.PackedImages;
import org.bestiary.datasets.memory.SelectedImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsDatasetTest {
    @TempDir
    Path folder;

    private final DataDirectory directory = new DataDirectory(Path.of("unused"));

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

    /** A digit per line, label and pixels from left to right and top to bottom. */
    private Path digits(String name, ImageTable images, boolean header, boolean labelFirst, String separator)
            throws IOException {
        IntUnaryOperator none = i -> i;
        String pixels = IntStream.range(0, images.shape().values())
                .map(none)
                .mapToObj(i -> "pixel" + i)
                .collect(Collectors.joining(separator));
        StringBuilder text = new StringBuilder();
        if (header) {
            text.append(labelFirst ? "label" + separator + pixels : pixels + separator + "label")
                    .append('\n');
        }
        for (int i = 0; i < images.count(); i++) {
            byte[] image = images.pixels(i);
            String values = IntStream.range(0, image.length)
                    .mapToObj(k -> Integer.toString(image[k] & 0xFF))
                    .collect(Collectors.joining(separator));
            text.append(labelFirst ? images.label(i) + separator + values : values + separator + images.label(i));
            text.append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource({"true,true,','", "true,false,','", "false,true,','", "false,false,';'", "true,true,'\t'"})
    void digitsInACsvFileAreTheSameTableAsTheImagesThatTheyWereMadeFrom(
            boolean header, boolean labelFirst, String separator) throws IOException {
        TrainTest images = new Strokes(60, 20, 7).load(directory);
        String name = separator.equals("\t") ? "train digits ä.tsv" : "train digits ä.csv";
        Path train = digits(name, images.train(), header, labelFirst, separator);
        Path test = digits("t-" + name, images.test(), header, labelFirst, separator);
        String options = "shape=1x28x28&test=" + test
                + (header ? "" : labelFirst ? "&label=first" : "&label=last")
                + (separator.equals(";") ? "&delimiter=semicolon" : "");
        TrainTest read = load(train, options);
        assertThat(read.train().sha256()).isEqualTo(images.train().sha256());
        assertThat(read.test().sha256()).isEqualTo(images.test().sha256());
        assertThat(read.remarks()).isEmpty();
        assertThat(records(train, options).card().classes())
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void coloursComePlaneByPlaneUnlessItIsSaidThatTheyAreInterleaved() throws IOException {
        Path file = write("planes.csv", "1,10,11,20,21,30,31", "0,1,2,3,4,5,6");
        String options = "shape=3x1x2&values=pixels&label=first&test=" + write("t.csv", "0,1,2,3,4,5,6");
        assertThat(load(file, options).train().pixels(0)).containsExactly(10, 20, 30, 11, 21, 31);
        assertThat(load(file, options + "&order=hwc").train().pixels(0)).containsExactly(10, 11, 20, 21, 30, 31);
    }

    @Test
    void measuredValuesAreKeptAsTheyAre() throws IOException {
        Path file = write(
                "iris.data",
                "5.1,3.5,1.4,0.2,setosa",
                "7.0,3.2,4.7,1.4,versicolor",
                "6.3,3.3,6.0,2.5,virginica",
                "-4.9e-3,3.0,1.4,0.2,setosa",
                "1e2,0,0,0,virginica",
                "6.4,3.2,4.5,1.5,versicolor");
        Path more = write("more.data", "1,2,3,4,setosa");
        ImageDataset iris = records(file, "label=last&test=" + more);
        assertThat(iris.card().shape()).isEqualTo(new ImageShape(1, 1, 4));
        assertThat(iris.card().classes()).containsExactly("setosa", "versicolor", "virginica");
        ImageTable train = iris.load(directory).train();
        assertThat(train.numeric()).isTrue();
        float[] values = new float[4];
        train.readNumbers(3, values, 0);
        assertThat(values).containsExactly(-4.9e-3f, 3.0f, 1.4f, 0.2f);
        assertThat(iris.card().normalisation().mean().get(0)).isCloseTo(averageOf(train), within());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-12);
    }

    private static double averageOf(ImageTable table) {
        float[] values = new float[table.shape().values()];
        double sum = 0;
        for (int i = 0; i < table.count(); i++) {
            table.readNumbers(i, values, 0);
            for (float v : values) {
                sum += v;
            }
        }
        return sum / table.count() / values.length;
    }

    @Test
    void numbersAsLabelsAreOrderedAsNumbersAndNamesAsWords() throws IOException {
        Path numbers = write("n.csv", "x,label", "1,10", "2,9", "3,-1", "4,9.0", "5,10");
        assertThat(records(numbers, "").card().classes()).containsExactly("-1", "9", "10");
        Path words = write("w.csv", "x,label", "1,ten", "2,nine", "3,10", "4,nine");
        assertThat(records(words, "").card().classes()).containsExactly("10", "nine", "ten");
        assertThat(records(words, "classes=ten,nine,10").card().classes()).containsExactly("ten", "nine", "10");
    }

    @Test
    void theTestShareIsTakenFromEveryClassAndDependsOnTheSeedAlone() throws IOException {
        String[] lines = IntStream.range(0, 100)
                .mapToObj(i -> i + "," + (i % 4 == 0 ? "few" : "many"))
                .toArray(String[]::new);
        Path file = write("shares.csv", lines);
        TrainTest read = load(file, "label=1&test-share=0.2");
        assertThat(read.train().classCounts()).containsExactly(20, 60);
        assertThat(read.test().classCounts()).containsExactly(5, 15);
        String before = read.test().sha256();
        assertThat(load(file, "label=1&test-share=0.2&seed=1").test().sha256()).isNotEqualTo(before);
        Path copy = Files.copy(file, folder.resolve("copy.csv"));
        assertThat(load(copy, "label=1&test-share=0.2").test().sha256()).isEqualTo(before);
    }

    @Test
    void validationRecordsMayBeKeptApartAndPathsMayHaveAnySign() throws IOException {
        Path train = write("a & b/train.csv", "1,2", "0,3", "1,4");
        Path validation = write("a & b/who?.csv", "1,5", "0,6");
        Path test = write("a & b/100%25.csv", "0,7");
        String options = "label=first&validation=" + escaped(validation) + "&test=" + escaped(test);
        TrainTest read = load(train, options);
        assertThat(read.train().count()).isEqualTo(3);
        assertThat(read.validation().orElseThrow().count()).isEqualTo(2);
        assertThat(read.test().count()).isEqualTo(1);
        ImageDataset dataset = records(train, options);
        assertThat(Datasets.standard().find(dataset.id()).load(directory).train())
                .isSameAs(read.train());
        assertThat(dataset.classSizes().train()).containsExactly(1, 2);
        Path other = write("other.csv", "label,x", "1,2");
        Path named = write("named.csv", "label,y", "1,2", "0,1");
        assertThatThrownBy(() -> load(named, "validation=" + other))
                .hasMessageContaining("have other names than those of " + named);
    }

    private static String escaped(Path path) {
        return path.toString().replace("%", "%25").replace("&", "%26").replace("?", "%3F");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "label,0,1 ; 3,1,2 ; 4,1,2           | label=first | 2",
                "cat,0,1 ; dog,1,2 ; cat,1,2         | label=first | 3",
                "a,b,kind ; 1,2,x ; 2,2,y            | label=last  | 2",
                "a,b,kind ; 1,2,x ; 2,2,y            | label=kind  | 2",
                "1,2,x ; 2,2,y ; 3,2,y               | label=last  | 3",
                "class,0,1 ; cat,3,4 ; dog,3,5       |             | 2",
                "5,?,0 ; 6,1,0 ; 5,2,2               | label=first | bad"
            })
    void aHeaderIsRecognised(String lines, String options, String count) throws IOException {
        Path file = write("headers.csv", lines.strip().split(" ; "));
        String all = (options == null ? "" : options.strip() + "&") + "test-share=0.5";
        if (count.equals("bad")) {
            assertThatThrownBy(() -> load(file, all))
                    .hasMessageContaining("line 1: value 2 must be a finite number, got '?'");
        } else {
            TrainTest read = load(file, all);
            assertThat(read.train().count() + read.test().count()).isEqualTo(Integer.parseInt(count));
        }
    }

    @Test
    void badRowsAreNamedByFileAndLineAndLeftOutWhenAsked() throws IOException {
        Path file = write(
                "bad.csv",
                "label,a,b",
                "1,2,3",
                "1,2",
                "0,x,3",
                "",
                "0,4,3",
                ",4,3",
                "0,\"4,3",
                "1,256,0",
                "1,-1,0",
                "1,1.5,0",
                "0,5,6,7");
        String options = "shape=1x1x2&values=pixels&test-share=0.5";
        assertThatThrownBy(() -> load(file, options))
                .isInstanceOf(DataException.class)
                .hasMessage(file + " line 3 must have 3 values, got 2. 7 more are bad. Repair or remove what is bad, or"
                        + " leave it out with --skip-bad.");
        TrainTest read = records(file, options).load(directory.skippingBad());
        assertThat(read.train().count() + read.test().count()).isEqualTo(2);
        assertThat(read.remarks())
                .containsExactly(
                        file + " line 3 must have 3 values, got 2.",
                        file + " line 4: value 'a' must be a whole number from 0 to 255, got 'x'.",
                        file + " line 7 has no label.",
                        file
                                + " line 8 is no line of separated values (Un-terminated quoted field at end of CSV line).",
                        file + " line 9: value 'a' must be a whole number from 0 to 255, got '256'.",
                        file + " line 10: value 'a' must be a whole number from 0 to 255, got '-1'.",
                        file + " line 11: value 'a' must be a whole number from 0 to 255, got '1.5'.",
                        file + " line 12 must have 3 values, got 4.",
                        "8 records of " + file + " are bad and were left out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reader=xml | Records are read by csv, libsvm, json-lines, csv-sequence, got reader 'xml'.",
                "shape=28x28 | Option shape of records is CHANNELSxHEIGHTxWIDTH",
                "shape=0x2x2 | Option shape of records: An image shape needs",
                "colour=red | Records have the options reader, label, labels",
                "label=first&label=last | each once",
                "label | Options of records are name=value",
                "skip=x | Option skip of records must be a number, got 'x'.",
                "skip=-1 | Option skip of records must be at least 0, got -1.",
                "test-share=1 | above 0 and below 1, got 1.0.",
                "test-share=0.1&test=x.csv | leave one out",
                "delimiter=ab | Option delimiter of records is one character or bar, colon, comma",
                "delimiter=\" | delimiter and quote of records must differ",
                "header=maybe | Option header of records is yes or no, got 'maybe'.",
                "label=nobody | Option label names no column of",
                "label=7 | Option label names no column of",
                "ignore=7&label=first | Option ignore names no column of",
                "ignore=0&label=first | The label cannot be ignored",
                "ignore=1,2&label=first | Records need a value beside the label",
                "'' | Which column of",
                "label=first&shape=1x2x2 | Images of 1x2x2 have 4 values beside the label.",
                "label=first&shape=1x2x2&header=yes | Images of 1x2x2 have 4 values, but records of",
                "label=first&shape=2x1x1&values=pixels | Pixels are of images with 1 or 3 channels",
                "label=first&classes=5,6 | No record of",
                "label=2 | Labels are names of classes or whole numbers, got 0.5 in",
                "label=first&test=none.csv | There is no",
                "label=first&transform=none.json | There is no",
                "label=first&delimiter=semicolon | Records need a value beside the label"
            })
    void whatDoesNotFitIsRefusedInOneLine(String options, String message) throws IOException {
        Path file = write("some.csv", "1,2,0.5", "0,3,0.5", "1,2,1.5", "0,1,2");
        assertThatThrownBy(() -> load(file, options))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(400));
    }

    @Test
    void oneClassOrNoRecordIsRefused() throws IOException {
        assertThatThrownBy(() -> load(write("one.csv", "1,2", "1,3"), "label=first"))
                .hasMessageContaining("have the label '1'; is another column the label?");
        Path empty = Files.createFile(folder.resolve("empty.csv"));
        assertThatThrownBy(() -> load(empty, "label=first")).hasMessage("There is no record in " + empty + ".");
        assertThatThrownBy(() -> load(folder.resolve("absent.csv"), ""))
                .hasMessageContaining("There is no " + folder.resolve("absent.csv"));
        assertThat(folder.resolve("absent.csv")).doesNotExist();
        assertThatThrownBy(() -> load(write("what.parquet", "x"), ""))
                .hasMessageContaining("add reader=csv, libsvm, json-lines or csv-sequence");
    }

    /** The digits that people download as CSV are the digits of MNIST. */
    @Test
    void fiveThousandDigitsOfMnistAreTheSameTableFromACsvFile() throws IOException {
        DataDirectory data = RealData.with(new Mnist());
        TrainTest mnist = new Mnist().load(data);
        int[] first = IntStream.range(0, 5000).toArray();
        ImageTable some = new SelectedImages(mnist.train(), first);
        ImageTable tested = new SelectedImages(mnist.test(), Arrays.copyOf(first, 1000));
        Path train = digits("mnist_train.csv", some, true, true, ",");
        Path test = digits("mnist_test.csv", tested, true, true, ",");
        TrainTest read = load(train, "shape=1x28x28&test=" + test);
        assertThat(read.train().sha256()).isEqualTo(some.sha256());
        assertThat(read.test().sha256()).isEqualTo(tested.sha256());
    }

    @Test
    void theSameRecordsAreReadOnceUntilTheFileChanges() throws IOException {
        Path file = write("twice.csv", "1,2", "0,3", "0,5");
        ImageTable first = load(file, "label=first").train();
        assertThat(load(file, "label=first").train()).isSameAs(first);
        write("twice.csv", "1,2", "0,3", "0,5", "1,7777");
        assertThat(load(file, "label=first").train().sha256()).isNotEqualTo(first.sha256());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyTableOfPixelsComesBackFromItsCsvFile(long seed) throws IOException {
        Random random = new Random(seed);
        int height = 1 + random.nextInt(6);
        int width = 1 + random.nextInt(6);
        int channels = random.nextBoolean() ? 1 : 3;
        ImageShape shape = new ImageShape(channels, height, width);
        int[] labels = IntStream.range(0, 9).map(i -> i % 3).toArray();
        byte[] pixels = new byte[labels.length * shape.values()];
        random.nextBytes(pixels);
        ImageTable table = new PackedImages(shape, 3, pixels, labels);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < table.count(); i++) {
            byte[] image = table.pixels(i);
            text.append(table.label(i));
            for (int c = 0; c < channels; c++) {
                for (int k = 0; k < height * width; k++) {
                    text.append(random.nextInt(4) == 0 ? ",\"" : ",");
                    boolean quoted = text.charAt(text.length() - 1) == '"';
                    text.append(image[k * channels + c] & 0xFF).append(quoted ? "\"" : "");
                }
            }
            text.append(random.nextBoolean() ? "\r\n" : "\n");
        }
        Path file = Files.write(folder.resolve("any.csv"), text.toString().getBytes(StandardCharsets.UTF_8));
        Path test = write("none.csv", text.toString().lines().findFirst().orElseThrow());
        TrainTest read = load(file, "label=first&values=pixels&header=no&shape=" + shape + "&test=" + test);
        assertThat(read.train().sha256()).isEqualTo(table.sha256());
        assertThat(List.of(read.test().count())).containsExactly(1);
    }
}
