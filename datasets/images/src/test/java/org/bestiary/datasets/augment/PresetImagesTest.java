package org.bestiary.datasets.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.FloatBatch;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.memory.AugmentedImages;
import org.bestiary.datasets.memory.PackedImages;
import org.bestiary.datasets.store.Checksum;
import org.junit.jupiter.api.Test;

/** What a released preset makes of an image never changes: runs of long ago go on, and are repeated, by its name. */
class PresetImagesTest {
    private static final int COUNT = 12;

    /** Grey digits, colour images of CIFAR's size, and the size that the ImageNet presets were first made for. */
    private static ImageShape shape(Augmentation preset) {
        if (preset.name().startsWith("imagenet")) {
            return new ImageShape(3, 224, 224);
        }
        return preset.name().equals("mnist") ? new ImageShape(1, 28, 28) : new ImageShape(3, 32, 32);
    }

    private static PackedImages images(ImageShape shape) {
        byte[] pixels = new byte[COUNT * shape.values()];
        int[] labels = new int[COUNT];
        RandomStream random = RandomStream.of(5);
        for (int i = 0, at = 0; i < COUNT; i++) {
            labels[i] = i % 3;
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    for (int c = 0; c < shape.channels(); c++, at++) {
                        pixels[at] = (byte) (30 * i + 5 * x + (3 + 2 * c) * y + random.nextInt(20));
                    }
                }
            }
        }
        return new PackedImages(shape, 3, pixels, labels);
    }

    /** SHA-256 over what a preset does to a batch of all images, its labels included. */
    private static String batch(Augmentation preset, ImageShape shape) {
        int values = shape.values();
        ByteBuffer bytes = ByteBuffer.allocate(COUNT * (values + 3) * Float.BYTES);
        FloatBuffer features = bytes.asFloatBuffer().slice(0, COUNT * values);
        FloatBuffer labels = bytes.asFloatBuffer().slice(COUNT * values, COUNT * 3);
        for (int i = 0; i < COUNT * values; i++) {
            features.put(i, i % 251 / 251f);
        }
        for (int i = 0; i < COUNT; i++) {
            labels.put(3 * i + i % 3, 1);
        }
        preset.applyToBatch(new FloatBatch(features, labels, COUNT, shape, Layout.NHWC, 3), RandomStream.of(9));
        return Checksum.of(bytes.array());
    }

    @Test
    void everyPresetGivesItsGoldenImages() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (Augmentation preset : Presets.all()) {
            ImageShape shape = shape(preset);
            for (int epoch = 0; epoch < 2; epoch++) {
                found.put(
                        preset.name() + "-epoch-" + epoch,
                        new AugmentedImages(images(shape), preset, 7, epoch)
                                .sha256()
                                .substring(0, 16));
            }
            found.put(preset.name() + "-batch", batch(preset, shape).substring(0, 16));
        }
        Path golden = Path.of("src/test/resources/goldens/presets.properties");
        if ("write".equals(System.getProperty("goldens"))) {
            StringBuilder lines = new StringBuilder();
            found.forEach((name, value) ->
                    lines.append(name).append(" = ").append(value).append('\n'));
            Files.writeString(golden, lines);
        }
        assertThat(golden)
                .withFailMessage("write it with: mvn -pl datasets test -Dtest=PresetImagesTest -Dgoldens=write")
                .exists();
        Properties expected = new Properties();
        try (InputStream in = Files.newInputStream(golden)) {
            expected.load(in);
        }
        assertThat(found).isEqualTo(expected);
    }
}
