package org.bestiary.datasets.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bestiary.datasets.Split;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of labels and lists of splits: what they may look like, and a line for every mistake. */
class LabelTableTest {
    @TempDir
    Path temporary;

    private Path root;

    @BeforeEach
    void images() throws IOException {
        root = Files.createDirectory(temporary.resolve("photos"));
        TreeFixture.lay(root, "a/{1-4}.png", "b/{1-4}.png", "a/notes.txt");
    }

    private static FolderSplits table(String file) {
        return new FolderSplits(true, Optional.of(file), Map.of());
    }

    private String read(String table) throws IOException {
        return read("labels.csv", table);
    }

    private String read(String file, String table) throws IOException {
        Files.writeString(root.resolve(file), table);
        return TreeFixture.read(root, table(file));
    }

    private String lists(Map<Split, String> lists) {
        return TreeFixture.read(root, new FolderSplits(true, Optional.empty(), lists));
    }

    @Test
    void aTableSaysTheClassesWhateverTheFolders() throws IOException {
        assertThat(read("file,label\na/1.png,dog\nb/1.png,cat\na/2.png,cat\n")).isEqualTo("""
                        cat dog
                        train 2 1
                        - class 'dog' has a single image in ROOT
                        - 1 file of other kinds (1 .txt) was left out
                        - 5 images of unknown class were left out
                        """);
    }

    @Test
    void aTableSaysTheSplits() throws IOException {
        assertThat(read("""
                        split,file,label
                        train,a/1.png,x
                        Training,a/2.png,y
                        TEST,a/3.png,x
                        val,a/4.png,y
                        dev,b/1.png,x
                        testing set,b/2.png,y
                        train,b/3.png,x
                        train,b/4.png,y
                        """)).startsWith("x y\ntrain 2 2\nvalidation 1 1\ntest 1 1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file,label\na/1.png,x\na/2.png,x\nb/1.png,y\nb/2.png,y",
                "Filename;Class\r\na/1.png;x\r\na/2.png;x\r\nb/1.png;y\r\nb/2.png;y\r\n",
                "width\tIMAGE_PATH\tCategory\n1\ta/1.png\tx\n1\ta/2.png\tx\n1\tb/1.png\ty\n1\tb/2.png\ty\n",
                "\uFEFF\"path\",\"Class Id\"\n\"a/1.png\",\"x\"\n\"a/2.png\",x\nb/1.png, y \n\nb\\2.png,\"y\"\n",
                "image,comment,label\n./a/1.png,\"many,\nlines\",x\na/../a/2.png,,x\nb/1.png,\"a \"\"word\"\"\",y\nb/2.png,,y"
            })
    void tablesOfManyProgramsAreRead(String table) throws IOException {
        assertThat(read(table)).startsWith("x y\ntrain 2 2\n- ");
    }

    @Test
    void fullPathsInTheFolderAreTaken() throws IOException {
        assertThat(read("file,label\n" + root.resolve("a/1.png") + ",x\na/2.png,x\nb/1.png,y\nb/2.png,y"))
                .startsWith("x y\ntrain 2 2\n");
    }

    @Test
    void numbersAreNamesInTheOrderOfTheirValues() throws IOException {
        assertThat(read("file,label\na/1.png,10\na/2.png,2\na/3.png,10\na/4.png,2\n"))
                .startsWith("2 10\n");
        assertThat(read("file,label\na/1.png,10\na/2.png,2\na/3.png,10\na/4.png,cat\n"))
                .startsWith("10 2 cat\n");
        assertThat(read("file,label\na/1.png,1.0\na/2.png,1\na/3.png,01\n")).startsWith("01 1 1.0\n");
    }

    @Test
    void unicodeFormsOfNamesAreOne() throws IOException {
        TreeFixture.lay(root, "e\u0301.png", "\u00fc.png");
        assertThat(read("file,label\n\u00e9.png,\u00e4\nu\u0308.png,a\u0308\na/1.png,b\na/2.png,b\n"))
                .startsWith("b \u00e4\ntrain 2 2\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 1: the first line must name the columns file (or filename, image, path) and label (or class,"
                        + " category), and may name split, but the file is empty.",
                "'file,label' | 2: there must be a row for each image, but there is none.",
                "'a/1.png,x' | 1: the first line must name the columns file (or filename, image, path) and label (or class,"
                        + " category), and may name split, got a/1.png, x.",
                "'file,path,label' | 1: a column must be there once, but 'file' and 'path' mean the same; rename one.",
                "'file,label;a/1.png,x;a/9.png,y' | 3: there is no file 'a/9.png' in ROOT.",
                "'file,label;a/1.png,x;a,y' | 3: an image must be a file, but 'a' is a folder.",
                "'file,label;a/notes.txt,x' | 2: 'a/notes.txt' is no image that can be read here.",
                "'file,label;../other.png,x' | 2: an image must be in ROOT, got '../other.png'.",
                "'file,label;/etc/passwd,x' | 2: an image must be in ROOT, got '/etc/passwd'.",
                "'file,label;,x' | 2: an image must be in ROOT, got ''.",
                "'file,label;a/1.png,x;a/2.png,x;./a/1.png,y;a/3.png,' | 4: an image must have one row, but './a/1.png' has"
                        + " one in line 2 too (and 1 more).",
                "'file,label;a/1.png,x;a/2.png' | 3: a row must have 2 values as the first line, got 1.",
                "'file,label;a/1.png,x;a/2.png,y,z' | 3: a row must have 2 values as the first line, got 3.",
                "'file,label;a/1.png,x;;a/2.png, ' | 4: a label must not be empty.",
                "'file,label,split;a/1.png,x,holdout' | 2: a split must be train, training, validation, valid, val, dev,"
                        + " test or testing, got 'holdout'.",
                "'file,label,split;a/1.png,x,' | 2: a split must be train, training, validation, valid, val, dev, test or"
                        + " testing, got ''."
            })
    void everyMistakeHasALine(String table, String message) throws IOException {
        assertThat(read(table.replace(';', '\n'))).isEqualTo("refused: ROOT/labels.csv:" + message + "\n");
    }

    @Test
    void whatIsNoTableIsNamed() throws IOException {
        assertThat(read("file,label\na/1.png,\"x\n"))
                .startsWith("refused: ROOT/labels.csv:")
                .contains("this is no row");
        Files.write(root.resolve("latin.csv"), "file,label\na/1.png,\u00e4".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(TreeFixture.read(root, table("latin.csv")))
                .isEqualTo("refused: A list of images must be text in UTF-8, but ROOT/latin.csv is not.\n");
        Files.delete(root.resolve("latin.csv"));
        assertThat(TreeFixture.read(root, table("gone.csv")))
                .isEqualTo("refused: A list of images must be a file in the folder or have a full path, but there is no"
                        + " ROOT/gone.csv.\n");
        assertThat(TreeFixture.read(root, table("a"))).contains("there is no ROOT/a, only a folder of this name.");
        assertThat(read("file,label\na/1.png,x\na/2.png,x\n"))
                .isEqualTo("refused: An image folder needs training images of at least two classes, found only those of"
                        + " [x] in ROOT; 1 file of other kinds (1 .txt) was left out; 6 images of unknown class were left"
                        + " out.\n");
    }

    @Test
    void listsSayTheSplits() throws IOException {
        Files.writeString(root.resolve("test.txt"), "# the last ones\na/4.png\n\n  b\\4.png  \r\n");
        Files.writeString(temporary.resolve("val.txt"), "a/3.png");
        assertThat(lists(Map.of(
                        Split.TEST,
                        "test.txt",
                        Split.VALIDATION,
                        temporary.resolve("val.txt").toString())))
                .isEqualTo("""
                        a b
                        train 2 3
                        validation 1 0
                        test 1 1
                        - class 'b' has no validation image in ROOT
                        - 1 file of other kinds (1 .txt) was left out
                        """);
        Files.writeString(root.resolve("train.txt"), "a/1.png\na/2.png\nb/1.png\nb/2.png\n");
        assertThat(lists(Map.of(Split.TEST, "test.txt", Split.TRAIN, "train.txt")))
                .isEqualTo("""
                        a b
                        train 2 2
                        test 1 1
                        - 1 file of other kinds (1 .txt) was left out
                        - 2 images in none of the lists were left out
                        """);
    }

    @Test
    void mistakesInListsHaveALine() throws IOException {
        Files.writeString(root.resolve("test.txt"), "a/1.png\n\na/9.png\na/1.png\n");
        assertThat(lists(Map.of(Split.TEST, "test.txt")))
                .isEqualTo("refused: ROOT/test.txt:3: there is no file 'a/9.png' in ROOT (and 1 more).\n");
        Files.writeString(root.resolve("test.txt"), "a/1.png\na/1.png\n");
        assertThat(lists(Map.of(Split.TEST, "test.txt")))
                .isEqualTo("refused: ROOT/test.txt:2: an image must be listed once, but 'a/1.png' is here already.\n");
        Files.writeString(root.resolve("test.txt"), "a/1.png\n");
        Files.writeString(root.resolve("val.txt"), "a/2.png\na/1.png\n");
        assertThat(lists(Map.of(Split.TEST, "test.txt", Split.VALIDATION, "val.txt")))
                .isEqualTo("refused: ROOT/test.txt:1: an image must be listed once, but 'a/1.png' is in the list of"
                        + " validation images too.\n");
        Files.writeString(root.resolve("test.txt"), "# nothing\n");
        assertThat(lists(Map.of(Split.TEST, "test.txt")))
                .isEqualTo("refused: ROOT/test.txt:1: a list must name an image, but this one names none.\n");
        assertThat(lists(Map.of(Split.TEST, "none.txt"))).contains("there is no ROOT/none.txt.");
    }

    @Test
    void aListThatTakesAllOfAClassIsRefused() throws IOException {
        Files.writeString(root.resolve("test.txt"), "b/1.png\nb/2.png\nb/3.png\nb/4.png\n");
        TreeFixture.lay(root, "c/1.png");
        assertThat(lists(Map.of(Split.TEST, "test.txt")))
                .isEqualTo("refused: Classes must be among those of the training images, but of the test images of ROOT"
                        + " there are some in b, which the training images lack.\n");
    }

    @Test
    void aSplitIsSaidOnce() throws IOException {
        Files.writeString(root.resolve("labels.csv"), "file,label,split\na/1.png,x,test\na/2.png,y,train\n");
        Files.writeString(root.resolve("test.txt"), "a/2.png");
        assertThat(TreeFixture.read(
                        root, new FolderSplits(true, Optional.of("labels.csv"), Map.of(Split.TEST, "test.txt"))))
                .isEqualTo("refused: Images of a split must be said once, but ROOT has test images and test.txt lists"
                        + " others; leave one of the two out.\n");
    }
}
