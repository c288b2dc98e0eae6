package org.bestiary.datasets.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.memory.ArrayDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetsTest {
    static List<ImageDataset> all() {
        return Datasets.standard().all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyCardIsComplete(ImageDataset dataset) {
        assertThat(dataset.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(dataset.card().title()).isNotBlank();
        assertThat(dataset.card().summary()).isNotBlank();
        assertThat(dataset.card().licence()).isNotBlank();
        assertThat(dataset.card().citation()).isNotBlank();
        assertThat(Datasets.standard().find(dataset.id())).isSameAs(dataset);
    }

    @Test
    void anUnknownIdNamesTheNearest() {
        assertThatThrownBy(() -> Datasets.standard().find("mnits"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("There is no data set 'mnits'; nearest are mnist");
    }

    @Test
    void anIdIsThereOnce() {
        assertThatThrownBy(() -> new Datasets(List.of(new Strokes(), new Strokes(10, 10, 3))))
                .hasMessageContaining("'strokes' is there twice");
    }

    /** What somebody's own class may look like. */
    public static final class Own implements ImageDataset {
        private final ImageDataset images = ArrayDataset.named("own", new ImageShape(1, 1, 2), "left", "right")
                .train(new byte[][] {{9, 0}, {0, 9}, {8, 1}, {1, 8}}, 0, 1, 0, 1)
                .test(new byte[][] {{9, 0}, {0, 9}}, 0, 1);

        @Override
        public String id() {
            return images.id();
        }

        @Override
        public DatasetCard card() {
            return images.card();
        }

        @Override
        public TrainTest load(DataDirectory directory) {
            return images.load(directory);
        }
    }

    /** One that cannot be made. */
    public static final class Broken implements ImageDataset {
        /** Never comes to an end. */
        public Broken() {
            throw new IllegalStateException("no camera");
        }

        @Override
        public String id() {
            return "broken";
        }

        @Override
        public DatasetCard card() {
            throw new IllegalStateException();
        }

        @Override
        public TrainTest load(DataDirectory directory) {
            throw new IllegalStateException();
        }
    }

    @Test
    void aClassOfOnesOwnIsNamedById() {
        ImageDataset own = Datasets.standard().find("class:" + Own.class.getName());
        assertThat(own.id()).isEqualTo("own");
        assertThat(own.load(new DataDirectory(Path.of("nowhere"))).train().count())
                .isEqualTo(4);
        assertThat(own.preparation().shape()).isEqualTo(own.card().shape());
    }

    @Test
    void aClassThatIsNoDataSetIsRefused() {
        assertThatThrownBy(() -> Datasets.standard().find("class:com.example.Nothing"))
                .isInstanceOf(DataException.class)
                .hasMessage("There is no class com.example.Nothing on the class path; put its jar or folder into"
                        + " BESTIARY_CLASSPATH.");
        assertThatThrownBy(() -> Datasets.standard().find("class:java.lang.String"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("java.lang.String is none");
        assertThatThrownBy(() -> Datasets.standard().find("class:" + Broken.class.getName()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cannot be made: java.lang.IllegalStateException: no camera");
    }

    /** The class path of these tests lists none; a loader of its own stands for one that does. */
    @Test
    void aClassThatTheClassPathListsIsFoundByItsId(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(ImageDataset.class.getName()), Own.class.getName());
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            assertThat(OwnDatasets.listed()).hasSize(1).first().isInstanceOf(Own.class);
            Files.writeString(services.resolve(ImageDataset.class.getName()), Broken.class.getName());
            assertThatThrownBy(OwnDatasets::listed)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("META-INF/services/org.bestiary.datasets.ImageDataset");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
