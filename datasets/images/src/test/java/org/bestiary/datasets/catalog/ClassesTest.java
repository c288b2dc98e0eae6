package org.bestiary.datasets.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bestiary.datasets.ClassSizes;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageDataset.TrainTest;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.RealData;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.datasets.memory.SelectedImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Classes that are chosen, merged, and matched by name. */
class ClassesTest {
    private static final DataDirectory NOWHERE = new DataDirectory(Path.of("unused"));

    /** Ten classes; 43 images do not divide evenly. */
    private final Strokes strokes = new Strokes(43, 20, 1);

    private final TrainTest all = strokes.load(NOWHERE);

    private static ClassGroup merged(String name, String... members) {
        return new ClassGroup(Optional.of(name), List.of(members));
    }

    private ImageDataset chosen(ClassGroup... groups) {
        return ChosenClasses.of(strokes, List.of(groups));
    }

    private static SelectedImages of(ImageTable images, int... labels) {
        return new SelectedImages(
                images,
                IntStream.range(0, images.count())
                        .filter(i -> Arrays.stream(labels).anyMatch(label -> label == images.label(i)))
                        .toArray());
    }

    @Test
    void labelsCountInTheOrderOfTheNames() {
        TrainTest images = chosen(ClassGroup.of("7"), ClassGroup.of("1"), ClassGroup.of("4"))
                .load(NOWHERE);
        SelectedImages expected = of(all.train(), 1, 4, 7);
        assertThat(images.train().count()).isEqualTo(expected.count());
        for (int i = 0; i < expected.count(); i++) {
            assertThat(images.train().pixels(i)).isEqualTo(expected.pixels(i));
            assertThat(images.train().label(i)).isEqualTo(List.of(7, 1, 4).indexOf(expected.label(i)));
        }
    }

    @Test
    void severalClassesBecomeOne() {
        ImageDataset parity = chosen(merged("odd", "1", "3", "5"), ClassGroup.of("8"), merged("even", "0", "2"));
        assertThat(parity.card().classes()).containsExactly("odd", "8", "even");
        assertThat(parity.card().title())
                .endsWith("digits drawn from vector strokes, 3 classes of 6 of its 10 classes");
        TrainTest images = parity.load(NOWHERE);
        int[] counts = all.train().classCounts();
        assertThat(images.train().classCounts())
                .containsExactly(counts[1] + counts[3] + counts[5], counts[8], counts[0] + counts[2]);
        assertThat(parity.card().trainSize()).isEqualTo(images.train().count());
        assertThat(parity.card().testSize()).isEqualTo(images.test().count());
        assertThat(images.train().sha256())
                .isNotEqualTo(chosen(merged("odd", "1", "3"), merged("5", "5"), ClassGroup.of("8"))
                        .load(NOWHERE)
                        .train()
                        .sha256());
    }

    @Test
    void aMergedClassMayHaveAnOldName() {
        assertThat(chosen(merged("1", "7", "9"), ClassGroup.of("0")).card().classes())
                .containsExactly("1", "0");
    }

    @Test
    void choicesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> chosen(ClassGroup.of("1"), merged("few", "2", "1")))
                .isInstanceOf(DataException.class)
                .hasMessage("Classes must be named once, got '1' again; leave one out.");
        assertThatThrownBy(() -> chosen(merged("7", "1", "2"), ClassGroup.of("7")))
                .hasMessage("Two classes must not have the same name, got '7' again; rename one.");
        assertThatThrownBy(() -> chosen(merged("all", "1", "2")))
                .hasMessage("At least two classes must be chosen, got [all]; name another one.");
        assertThatThrownBy(() -> chosen(merged("few", "1", "cat"), ClassGroup.of("2")))
                .hasMessage("strokes has no class 'cat'; it has 0, 1, 2, 3, 4, 5, 6, 7, 8, 9.");
        assertThatThrownBy(() -> chosen(ClassGroup.of("1"), ClassGroup.of("10")))
                .hasMessage("A class of strokes must be from 0 to 9, got 10.");
        assertThatThrownBy(() -> merged("none"))
                .hasMessage(
                        "Merged classes must have a name and at least one member, as in {pets: [cat, dog]}, got none and"
                                + " [].");
    }

    private static List<ImageDataset> ofKnownSize() {
        return List.of(new Strokes(43, 20, 1), new Mnist(), new FashionMnist(), new Kmnist(), new Cifar10());
    }

    @ParameterizedTest
    @MethodSource("ofKnownSize")
    void sizesOfClassesAreRight(ImageDataset dataset) {
        DataDirectory data = dataset instanceof Strokes ? NOWHERE : RealData.with(dataset);
        TrainTest images = dataset.load(data);
        ClassSizes sizes = dataset.classSizes();
        assertThat(sizes.train())
                .isEqualTo(Arrays.stream(images.train().classCounts()).boxed().toList());
        assertThat(sizes.test())
                .isEqualTo(Arrays.stream(images.test().classCounts()).boxed().toList());
        ImageDataset two = ChosenClasses.of(dataset, List.of(ClassGroup.of("1"), ClassGroup.of("2")));
        assertThat(two.card().trainSize()).isEqualTo(two.load(data).train().count());
    }

    /** The same images with classes in the order that is given. */
    private ImageDataset inOrder(int... labels) {
        return ChosenClasses.of(
                strokes,
                Arrays.stream(labels)
                        .mapToObj(label -> ClassGroup.of(String.valueOf(label)))
                        .toList());
    }

    @Test
    void theSameClassesInAnotherOrderAreMatched() {
        List<String> network = strokes.card().classes();
        MatchedClasses matched = new MatchedClasses(inOrder(9, 8, 7, 6, 5, 4, 3, 2, 1, 0), network);
        assertThat(matched.card().classes()).isEqualTo(network);
        TrainTest images = matched.load(NOWHERE);
        assertThat(images.test().sha256()).isEqualTo(all.test().sha256());
        assertThat(images.remarks())
                .containsExactly(
                        "the classes of strokes are in another order than the network's and are matched by name");
        assertThat(matched.classSizes()).isEqualTo(strokes.classSizes());
        TrainTest same = new MatchedClasses(strokes, network).load(NOWHERE);
        assertThat(same.remarks()).isEmpty();
        assertThat(same.test().sha256()).isEqualTo(all.test().sha256());
    }

    @Test
    void fewerClassesThanTheNetworkKnowsAreLookedAt() {
        LoadedDataset few = LoadedDataset.load(
                new MatchedClasses(inOrder(7, 2), strokes.card().classes()), NOWHERE, ValidationSplit.NONE);
        assertThat(few.images(Split.TEST).classes()).isEqualTo(10);
        assertThat(few.images(Split.TEST).sha256())
                .isEqualTo(of(all.test(), 2, 7).sha256());
        assertThat(few.remarks())
                .contains(
                        "strokes has no images of 0, 1, 3, 4, 5 and 3 more, which the network knows too: only its 2 of 10"
                                + " classes are looked at");
    }

    @Test
    void classesThatTheNetworkDoesNotKnowAreRefused() {
        ImageDataset clothes = new FashionMnist();
        MatchedClasses matched = new MatchedClasses(clothes, strokes.card().classes());
        assertThat(matched.card().classes()).as("known without looking").hasSize(10);
        assertThatThrownBy(() -> matched.load(NOWHERE))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "Classes are matched by name and must be known to the network, but fashion-mnist has ")
                .hasMessageEndingWith(
                        " and 5 more, and the network knows 0, 1, 2, 3, 4 and 5 more; choose another data set.");
    }

    @Test
    void unicodeFormsAreMatched() {
        ImageDataset here = chosen(merged("Caf\u00e9", "1"), merged("Tee", "2"));
        MatchedClasses matched = new MatchedClasses(here, List.of("Tee", "Cafe\u0301"));
        assertThat(matched.load(NOWHERE).test().classCounts())
                .containsExactly(all.test().classCounts()[2], all.test().classCounts()[1]);
    }
}
