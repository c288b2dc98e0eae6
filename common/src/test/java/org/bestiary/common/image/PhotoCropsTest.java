package org.bestiary.common.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real photographs, decoded and prepared by Pillow, against ours: what a network with weights from elsewhere expects. */
class PhotoCropsTest {
    private static final Pattern FILES = Pattern.compile("\"files\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern SHAPE = Pattern.compile("\"shape\"\\s*:\\s*\\[(\\d+), *3, *224, *224]");

    @Test
    void photographsArePreparedAsPillowPreparesThem() throws IOException {
        Path data = Path.of(Optional.ofNullable(System.getenv("BESTIARY_DATA")).orElse("nowhere"));
        Path crops = data.resolve("weights/imagenet-photos-crops.safetensors");
        Path photos = data.resolve("imagenet-photos");
        Assumptions.assumeTrue(
                Files.exists(crops) && Files.isDirectory(photos),
                "skipped: imagenet-photos and weights/imagenet-photos-crops.safetensors are not in BESTIARY_DATA");
        byte[] file = Files.readAllBytes(crops);
        int header = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        String text = new String(file, 8, header, StandardCharsets.UTF_8);
        List<String> names = List.of(found(FILES, text).split(","));
        assertThat(names).hasSize(Integer.parseInt(found(SHAPE, text)));
        Preparation preparation =
                new Preparation(new ImageShape(3, 224, 224), new Fit.ResizeAndCrop(256), Filter.BILINEAR);
        int size = preparation.shape().values();
        for (int i = 0; i < names.size(); i++) {
            byte[] ours = planes(preparation.prepare(photos.resolve(names.get(i))));
            int from = 8 + header + i * size;
            assertThat(ours).as(names.get(i)).isEqualTo(Arrays.copyOfRange(file, from, from + size));
        }
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.group(1);
    }

    private static byte[] planes(byte[] pixels) {
        byte[] planes = new byte[pixels.length];
        int area = pixels.length / 3;
        for (int i = 0; i < pixels.length; i++) {
            planes[i % 3 * area + i / 3] = pixels[i];
        }
        return planes;
    }
}
