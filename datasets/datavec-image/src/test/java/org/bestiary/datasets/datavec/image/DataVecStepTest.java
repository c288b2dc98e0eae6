package org.bestiary.datasets.datavec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bestiary.common.catalog.CatalogException;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.augment.Recipe;
import org.bestiary.datasets.augment.RecipeTree;
import org.bestiary.datasets.augment.Steps;
import org.bestiary.datasets.catalog.Strokes;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.datasets.memory.LoadedDataset;
import org.datavec.image.transform.ImageTransformProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class DataVecStepTest {
    @TempDir
    Path folder;

    private Path write(String name, String json) throws IOException {
        return Files.writeString(folder.resolve(name), json);
    }

    private static String turning(int seed) {
        return new ImageTransformProcess.Builder()
                .seed(seed)
                .rotateImageTransform(20)
                .randomCropTransform(24, 24)
                .build()
                .toJson();
    }

    private static Recipe read(Object... steps) {
        return RecipeTree.read(List.of(steps), "data.augment").orElseThrow();
    }

    @Test
    void aRecipeHoldsWhatIsInTheFile() throws IOException {
        Path file = write("turn.json", turning(1));
        Recipe recipe = read(Map.of("datavec", Map.of("process", file.toString())), "cutout");
        assertThat(read(Map.of("datavec", file.toString()), "cutout")).isEqualTo(recipe);
        assertThat(recipe.name()).isEqualTo("datavec, cutout");
        assertThat(recipe.identity()).contains("RotateImageTransform").contains("20");
        List<Object> written = RecipeTree.write(recipe);
        Files.delete(file);
        assertThat(RecipeTree.read(written, "data.augment")).contains(recipe);
        assertThat(read(Map.of("datavec", turning(2))).identity()).isNotEqualTo(recipe.identity());
        assertThat(Steps.all().names()).contains("datavec");
    }

    @Test
    void mistakesAreNamedInOneLine() throws IOException {
        assertThatThrownBy(
                        () -> read(Map.of("datavec", folder.resolve("no.json").toString())))
                .isInstanceOf(CatalogException.class)
                .hasMessage("data.augment[0].datavec: The file of an image process cannot be read: there is no "
                        + folder.resolve("no.json") + ".");
        Path wrong = write("wrong.json", "{\"transformList\": 3}");
        assertThatThrownBy(() -> read(Map.of("datavec", wrong.toString())))
                .isInstanceOf(CatalogException.class)
                .hasMessageStartingWith(
                        "data.augment[0].datavec: " + wrong + " is no ImageTransformProcess of DataVec");
        assertThatThrownBy(() -> read("datavec")).hasMessageContaining("must have an entry 'process'");
    }

    @Test
    void batchesDependOnSeedEpochAndImageAloneWhateverTheThreads() {
        LoadedDataset data =
                LoadedDataset.load(new Strokes(100, 20, 2), new DataDirectory(Path.of("unused")), ValidationSplit.NONE);
        Recipe recipe = read(Map.of("datavec", turning(1)), "blur");
        LoadOptions options =
                LoadOptions.batch(16).withLayout(Layout.NHWC).withShuffle(4).withAugmentation(recipe, 9);
        try (BatchIterator one = data.open(Split.TRAIN, options);
                BatchIterator four = data.open(Split.TRAIN, options.withThreads(4));
                BatchIterator plain =
                        data.open(Split.TRAIN, LoadOptions.batch(16).withShuffle(4))) {
            for (int epoch = 0; epoch < 2; epoch++) {
                while (one.hasNext()) {
                    INDArray wanted = one.next().getFeatures();
                    assertThat(four.next().getFeatures()).isEqualTo(wanted);
                    assertThat(plain.next().getFeatures()).isNotEqualTo(wanted);
                }
                one.reset();
                four.reset();
                plain.reset();
            }
        }
    }
}
