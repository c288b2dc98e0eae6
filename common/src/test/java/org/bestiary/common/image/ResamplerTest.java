package org.bestiary.common.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplerTest {
    static List<String> byPillow() throws IOException {
        try (InputStream in = ResamplerTest.class.getResourceAsStream("resampled-by-pillow.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("byPillow")
    void everyFilterGivesWhatPillowGives(String line) {
        String[] entries = line.split(" ");
        int[] sizes = Arrays.stream(entries)
                .skip(1)
                .limit(5)
                .mapToInt(Integer::parseInt)
                .toArray();
        ImageShape from = new ImageShape(sizes[2], sizes[1], sizes[0]);
        ImageShape to = new ImageShape(sizes[2], sizes[4], sizes[3]);
        byte[] scaled = scaled(picture(from), from, to, Filter.of(entries[0]));
        assertThat(
                        entries[6].startsWith("crc32:")
                                ? crc(scaled)
                                : HexFormat.of().formatHex(scaled))
                .isEqualTo(entries[6]);
    }

    private static byte[] picture(ImageShape shape) {
        byte[] picture = new byte[shape.values()];
        for (int y = 0, at = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                for (int c = 0; c < shape.channels(); c++) {
                    picture[at++] = (byte) (37 * x + 91 * y + 53 * c + 7 * x * y);
                }
            }
        }
        return picture;
    }

    private static byte[] scaled(byte[] picture, ImageShape from, ImageShape to, Filter filter) {
        byte[] scaled = new byte[to.values()];
        Resampler.scale(picture, from, 0, 0, from.width(), from.height(), scaled, to, filter);
        return scaled;
    }

    private static String crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return "crc32:%08x".formatted(crc.getValue());
    }

    @ParameterizedTest
    @EnumSource(Filter.class)
    void aPartOfTheResultIsThatPartOfTheWhole(Filter filter) {
        ImageShape from = new ImageShape(3, 64, 50);
        ImageShape whole = new ImageShape(3, 41, 224);
        ImageShape part = new ImageShape(3, 17, 30);
        byte[] all = scaled(picture(from), from, whole, filter);
        byte[] cut = new byte[part.values()];
        Resampler.scaleAndCut(picture(from), from, 41, 224, 11, 150, cut, part, filter);
        for (int y = 0; y < part.height(); y++) {
            int row = ((11 + y) * 224 + 150) * 3;
            assertThat(Arrays.copyOfRange(cut, y * 90, y * 90 + 90)).isEqualTo(Arrays.copyOfRange(all, row, row + 90));
        }
    }

    @Test
    void theFirstFilterIsBilinearWithinOne() {
        ImageShape from = new ImageShape(3, 64, 50);
        ImageShape to = new ImageShape(3, 40, 77);
        byte[] exact = scaled(picture(from), from, to, Filter.BILINEAR);
        byte[] first = scaled(picture(from), from, to, Filter.TRIANGLE);
        for (int i = 0; i < exact.length; i++) {
            assertThat(Math.abs((exact[i] & 0xFF) - (first[i] & 0xFF))).isLessThanOrEqualTo(1);
        }
    }
}
