package org.bestiary.datasets.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.ImageDataset.TrainTest;
import org.bestiary.datasets.catalog.Strokes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCacheTest {
    @TempDir
    Path folder;

    private final TrainTest images = new Strokes(50, 20, 1).load(new DataDirectory(Path.of("unused")));
    private ImageCache cache;
    private int decoded;

    @BeforeEach
    void open() {
        cache = new ImageCache(folder.resolve("new"), "set", "stamp");
    }

    private TrainTest load(ImageCache from) {
        TrainTest loaded = from.load(() -> {
            decoded++;
            return images;
        });
        assertThat(loaded.train().sha256()).isEqualTo(images.train().sha256());
        assertThat(TableDigest.of(loaded.train())).isEqualTo(images.train().sha256());
        assertThat(TableDigest.of(loaded.test())).isEqualTo(images.test().sha256());
        return loaded;
    }

    @Test
    void theSecondStartDoesNotDecode() throws Exception {
        assertThat(load(cache).train()).isInstanceOf(MappedImages.class);
        assertThat(load(cache).train()).isInstanceOf(MappedImages.class);
        assertThat(decoded).isEqualTo(1);
        try (Stream<Path> files = Files.list(folder.resolve("new"))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("set-train.images", "set-test.images");
        }
    }

    @Test
    void anotherStampDecodesAgain() {
        load(cache);
        load(new ImageCache(cache.folder(), "set", "another stamp"));
        assertThat(decoded).isEqualTo(2);
    }

    @Test
    void everyKindOfDamageIsRepaired() throws Exception {
        load(cache);
        Path file = cache.folder().resolve("set-train.images");
        byte[] sound = Files.readAllBytes(file);
        int damages = 0;
        for (int at : new int[] {0, 9, 30, 60, 4096, 20_000, sound.length - 1}) {
            byte[] flipped = sound.clone();
            flipped[at] ^= 4;
            Files.write(file, flipped);
            load(cache);
            assertThat(decoded).as("byte %d", at).isEqualTo(++damages + 1);
            assertThat(Files.readAllBytes(file)).isEqualTo(sound);
        }
        for (int length : new int[] {0, 100, 4096, sound.length - 1}) {
            Files.write(file, Arrays.copyOf(sound, length));
            load(cache);
            assertThat(decoded).as("length %d", length).isEqualTo(++damages + 1);
        }
    }

    @Test
    void whereNothingCanBeWrittenImagesStayInMemory() throws Exception {
        Path blocked = Files.writeString(folder.resolve("file"), "x");
        TrainTest loaded = load(new ImageCache(blocked, "set", "stamp"));
        assertThat(loaded.train()).isSameAs(images.train());
    }
}
