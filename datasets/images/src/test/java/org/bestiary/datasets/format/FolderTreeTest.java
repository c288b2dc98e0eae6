package org.bestiary.datasets.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as people and archives lay them out, each with exactly what must come of it. */
class FolderTreeTest {
    @TempDir
    Path temporary;

    private Path root;

    @BeforeEach
    void folder() throws IOException {
        root = Files.createDirectory(temporary.resolve("photos"));
    }

    private void check(String expected, String... parts) throws IOException {
        check(FolderSplits.BY_FOLDER, expected, parts);
    }

    private void check(FolderSplits splits, String expected, String... parts) throws IOException {
        TreeFixture.lay(root, parts);
        assertThat(TreeFixture.read(root, splits)).isEqualTo(expected);
    }

    @Test
    void foldersAreClasses() throws IOException {
        check("""
                cat dog
                train 6 5
                """, "cat/{1-6}.png", "dog/a/b/c/{1-5}.JPG");
    }

    @Test
    void whatArchiversAndSystemsLeaveBehindIsCounted() throws IOException {
        check(
                """
                cat dog
                train 6 6
                - 5 hidden files were left out
                - 6 files of systems and archivers (Thumbs.db, desktop.ini, __MACOSX and the like) were left out
                """,
                "cat/{1-6}.png",
                "dog/{1-6}.png",
                "__MACOSX/cat/._{1-3}.png",
                "@eaDir/thumb.jpg",
                "cat/Thumbs.db",
                "dog/Desktop.ini",
                "cat/.DS_Store",
                ".cache/{1-3}.png",
                "dog/.hidden/1.png");
    }

    @Test
    void splitFoldersHaveAnyCase() throws IOException {
        check("""
                cat dog
                train 6 6
                test 3 3
                """, both("Train", 6), both("TEST", 3));
    }

    @Test
    void trainingAndTesting() throws IOException {
        check("""
                cat dog
                train 6 6
                test 3 3
                """, both("training", 6), both("testing", 3));
    }

    @Test
    void setsAndShortForms() throws IOException {
        check("""
                cat dog
                train 6 6
                validation 2 2
                test 3 3
                """, both("training_set", 6), both("dev", 2), both("Test Set", 3));
    }

    @Test
    void allThreeSplitsAreUsed() throws IOException {
        check("""
                cat dog
                train 6 6
                validation 3 3
                test 2 2
                """, both("train", 6), both("validation", 3), both("test", 2));
    }

    @Test
    void validIsValidation() throws IOException {
        check("""
                cat dog
                train 6 6
                validation 3 3
                """, both("train", 6), both("valid", 3));
    }

    private static String[] both(String split, int each) {
        return new String[] {split + "/cat/{1-" + each + "}.png", split + "/dog/{1-" + each + "}.png"};
    }

    private void check(String expected, String[]... parts) throws IOException {
        check(
                expected,
                List.of(parts).stream().flatMap(p -> List.of(p).stream()).toArray(String[]::new));
    }

    @Test
    void filesOfOtherKindsAreCountedByEnding() throws IOException {
        check(
                """
                cat dog
                train 2 2
                - 8 files of other kinds (3 .psd, 2 without an ending, 2 .heic, 1 .txt) were left out
                """,
                "cat/{1-2}.png",
                "dog/{1-2}.png",
                "cat/{1-2}.heic",
                "dog/{1-3}.PSD",
                "dog/notes.txt",
                "dog/README",
                "dog/strange.ending with words");
    }

    @Test
    void imagesWithoutAClassAreCounted() throws IOException {
        check("""
                cat dog
                train 6 6
                - ROOT/test has no images in class folders, so there are no test images
                - 7 images of unknown class were left out
                """, "train/cat/{1-6}.png", "train/dog/{1-6}.png", "test/{1-4}.png", "train/{1-2}.png", "cover.jpg");
    }

    @Test
    void emptyClassFoldersAreNoClasses() throws IOException {
        check("""
                cat dog
                train 6 6
                - class folders bee, emu in ROOT without images were left out
                """, "cat/{1-6}.png", "dog/{1-6}.png", "emu/", "bee/inner/");
    }

    @Test
    void aSingleImageIsRemarked() throws IOException {
        check("""
                cat dog emu
                train 6 6 1
                - class 'emu' has a single image in ROOT
                """, "cat/{1-6}.png", "dog/{1-6}.png", "emu/1.png");
    }

    @Test
    void oneClassIsRefused() throws IOException {
        check("""
                refused: An image folder needs at least two class folders, found [cat] in ROOT.
                """, "cat/{1-6}.png");
    }

    @Test
    void oneClassWithImagesIsRefused() throws IOException {
        check("""
                refused: An image folder needs training images of at least two classes, found only those of [cat] in \
                ROOT; 2 files of other kinds (2 .heic) were left out.
                """, "cat/{1-6}.png", "dog/{1-2}.heic");
    }

    @Test
    void aFolderAroundTheRightOneIsNamed() throws IOException {
        check("""
                refused: An image folder needs at least two class folders, found [dataset] in ROOT; it holds the \
                folders cat, dog: perhaps ROOT/dataset was meant.
                """, "dataset/cat/{1-6}.png", "dataset/dog/{1-6}.png");
    }

    @Test
    void classesThatATestLacksAreRemarked() throws IOException {
        check(
                """
                ant bee cow
                train 6 6 6
                test 3 0 0
                - classes 'bee', 'cow' have no test image in ROOT
                """,
                "train/ant/{1-6}.png",
                "train/bee/{1-6}.png",
                "train/cow/{1-6}.png",
                "test/ant/{1-3}.png",
                "test/bee/");
    }

    @Test
    void classesThatTrainingLacksAreRefused() throws IOException {
        check("""
                refused: Classes must be among those of the training images, but of the test images of ROOT there are \
                some in Bee, which the training images lack; Bee and bee differ in upper and lower case only.
                """, "train/ant/{1-6}.png", "train/bee/{1-6}.png", "test/ant/{1-3}.png", "test/Bee/{1-3}.png");
    }

    @Test
    void splitsWithoutClassFoldersAreRefused() throws IOException {
        check("""
                refused: An image folder must have class folders, or train (and perhaps validation and test) with class \
                folders in each, but in ROOT train and test are names of splits, but train has no class folders in it; \
                move or rename folders, or add splits=none to the id if all of them are classes.
                """, "train/{1-6}.png", "test/{1-6}.png");
    }

    @Test
    void splitsWithoutTrainAreRefused() throws IOException {
        check("""
                refused: An image folder must have class folders, or train (and perhaps validation and test) with class \
                folders in each, but in ROOT val and test are names of splits, and there is no folder train beside; \
                move or rename folders, or add splits=none to the id if all of them are classes.
                """, both("test", 3), both("val", 3));
    }

    @Test
    void aTestFolderBesideClassesIsRefused() throws IOException {
        check("""
                refused: An image folder must have class folders, or train (and perhaps validation and test) with class \
                folders in each, but in ROOT Test is the name of a split, and there is no folder train beside; \
                move or rename folders, or add splits=none to the id if all of them are classes.
                """, "cat/{1-6}.png", "dog/{1-6}.png", "Test/cat/{1-2}.png", "Test/dog/{1-2}.png");
    }

    @Test
    void twoFoldersOfOneSplitAreRefused() throws IOException {
        check("""
                refused: An image folder must have class folders, or train (and perhaps validation and test) with class \
                folders in each, but in ROOT train and training are names of the same split; move or rename folders, \
                or add splits=none to the id if all of them are classes.
                """, both("train", 2), both("training", 2));
    }

    @Test
    void classesBesideTrainAreRefused() throws IOException {
        check("""
                refused: An image folder must have class folders, or train (and perhaps validation and test) with class \
                folders in each, but in ROOT beside train there is cow with images; move or rename folders, or add \
                splits=none to the id if all of them are classes.
                """, "train/cat/{1-6}.png", "train/dog/{1-6}.png", "cow/{1-6}.png");
        TreeFixture.lay(root, "test/cat/1.png", "dog/1.png");
        assertThat(TreeFixture.read(root, FolderSplits.BY_FOLDER))
                .contains("in ROOT beside train and test there is dog with images");
    }

    @Test
    void foldersBesideSplitsAreNamed() throws IOException {
        check(
                """
                cat dog
                train 6 6
                test 3 3
                - ROOT/labels is no split and was left out
                - ROOT/unused is no split and was left out, with 2 images
                """,
                "train/cat/{1-6}.png",
                "train/dog/{1-6}.png",
                "test/cat/{1-3}.png",
                "test/dog/{1-3}.png",
                "unused/{1-2}.png",
                "labels/cat.xml");
    }

    @Test
    void namesOfSplitsCanBeClasses() throws IOException {
        check(
                new FolderSplits(false, Optional.empty(), Map.of()),
                """
                bus car train
                train 3 3 3
                """,
                "bus/{1-3}.png",
                "car/{1-3}.png",
                "train/{1-3}.png");
    }

    @Test
    void aSplitThatWasTakenForAClassIsSuspected() throws IOException {
        check(
                """
                seg_test seg_train
                train 4 8
                - each of the class folders in ROOT holds the folders forest, sea; if these are the classes, call the \
                folders around them train, validation or test
                """,
                "seg_train/sea/{1-4}.png",
                "seg_train/forest/{1-4}.png",
                "seg_test/sea/{1-2}.png",
                "seg_test/forest/{1-2}.png");
    }

    @Test
    void linksUpwardsAreNotFollowed() throws IOException {
        check(
                """
                cat dog
                train 2 3
                - ROOT/up is a link to a folder above it and was not followed
                - ROOT/cat/again is a link to a folder above it and was not followed
                - ROOT/cat/up is a link to a folder above it and was not followed
                - 1 more link was not followed
                - class folder up in ROOT without images was left out
                """,
                "cat/{1-2}.png",
                "dog/{1-3}.png",
                "cat/up -> ..",
                "cat/again -> .",
                "dog/deep/up -> ../..",
                "up -> .");
    }

    @Test
    void linksToOtherClassesAreNotFollowed() throws IOException {
        check(
                """
                cat dog
                train 2 3
                - ROOT/kitten is a link to what another folder holds and was not followed
                - ROOT/cat/9.png is a link to what another folder holds and was not followed
                - ROOT/cat/dogs is a link to what another folder holds and was not followed
                - class folder kitten in ROOT without images was left out
                """,
                "cat/{1-2}.png",
                "dog/{1-3}.png",
                "cat/9.png -> ../dog/1.png",
                "cat/dogs -> ../dog",
                "kitten -> cat");
    }

    @Test
    void linksElsewhereAreFollowedOnce() throws IOException {
        TreeFixture.lay(temporary, "store/{1-4}.png", "more/{1-5}.png", "more/loop -> .", "store/secret.psd");
        check(
                """
                cat dog far
                train 2 4 5
                - ROOT/dog/gone.png is a link to nothing and was left out
                - ROOT/dog/2.png is a link to what another folder holds and was not followed
                - ROOT/far/loop is a link to a folder above it and was not followed
                """,
                "cat/{1-1}.png",
                "cat/2.png -> ../../store/2.png",
                "dog/{3-5}.png",
                "dog/2.png -> ../../store/2.png",
                "dog/7.png -> ../../store/3.png",
                "dog/gone.png -> ../../store/99.png",
                "far -> ../more");
    }

    @Test
    void linksIntoAFolderBesideTheSplitsAreFollowed() throws IOException {
        check(
                """
                cat dog
                train 2 2
                test 1 1
                - ROOT/all is no split and was left out, with 6 images
                """,
                "all/{1-6}.png",
                "train/cat/1.png -> ../../all/1.png",
                "train/cat/2.png -> ../../all/2.png",
                "train/dog/3.png -> ../../all/3.png",
                "train/dog/4.png -> ../../all/4.png",
                "test/cat/5.png -> ../../all/5.png",
                "test/dog/6.png -> ../../all/6.png");
    }

    @Test
    void aSplitThatIsALinkToAnotherHasNoImages() throws IOException {
        check("""
                cat dog
                train 2 2
                test 1 1
                - ROOT/val/cat is a link to what another folder holds and was not followed
                - ROOT/val/dog is a link to what another folder holds and was not followed
                - ROOT/val has no images in class folders, so there are no validation images
                """, "train/cat/{1-2}.png", "train/dog/{1-2}.png", "test/cat/1.png", "test/dog/1.png", "val -> test");
    }

    @Test
    void unicodeFormsAreOneName() throws IOException {
        check(
                """
                Caf\u00e9 Tee
                train 4 2
                test 2 1
                """,
                "train/Caf\u00e9/{1-2}.png",
                "train/Cafe\u0301/{3-4}.png",
                "train/Tee/{1-2}.png",
                "test/Cafe\u0301/{1-2}.png",
                "test/Tee/1.png");
    }

    @Test
    void classesThatDifferInCaseAreRemarked() throws IOException {
        check("""
                Cat cat dog
                train 2 2 2
                - classes 'Cat', 'cat' differ in upper and lower case only
                """, "Cat/{1-2}.png", "cat/{1-2}.png", "dog/{1-2}.png");
    }

    @Test
    void orderIsByName() throws IOException {
        check("""
                1 10 2 B a \u00c4
                train 2 2 2 2 2 2
                """, "a/{1-2}.png", "\u00c4/{1-2}.png", "B/{1-2}.png", "10/{1-2}.png", "2/{1-2}.png", "1/{1-2}.png");
        TreeFixture.lay(root, "1/Z.png", "1/10.png", "1/e\u0301.png", "1/b/1.png");
        assertThat(FolderTree.read(root).train().stream()
                        .filter(image -> image.label() == 0)
                        .map(image -> Found.nameOf(root.relativize(image.file()))))
                .containsExactly("1/1.png", "1/10.png", "1/2.png", "1/Z.png", "1/b/1.png", "1/\u00e9.png");
    }

    @Test
    void anEmptySplitIsNone() throws IOException {
        check("""
                cat dog
                train 6 6
                - ROOT/val has no images in class folders, so there are no validation images
                - ROOT/test has no images in class folders, so there are no test images
                """, "train/cat/{1-6}.png", "train/dog/{1-6}.png", "test/", "val/cat/");
    }

    @Test
    void namesMayHaveAnyLetters() throws IOException {
        root = root.resolve("odd #1 & 50% ?side=9");
        check("""
                 c a t  d&g
                train 2 2
                """, " c a t /{1-2}.png", "d&g/{1-2}.png");
    }

    @Test
    void whatIsLeftOutIsCountedForPrograms() throws IOException {
        TreeFixture.lay(root, "cat/{1-2}.png", "dog/{1-2}.png", "dog/1.heic", "x.png", ".x", "dog/thumbs.db");
        LeftOut left = FolderTree.read(root).leftOut();
        assertThat(left).isEqualTo(new LeftOut(1, 1, new TreeMap<>(Map.of("heic", 1)), 1, 0));
        assertThat(left.files()).isEqualTo(4);
    }
}
