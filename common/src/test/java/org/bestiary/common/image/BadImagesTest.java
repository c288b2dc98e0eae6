package org.bestiary.common.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadImagesTest {
    @TempDir
    Path folder;

    static List<BadImages.Bad> bad() {
        return BadImages.all();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatCannotBeReadIsNamedInOneLine(BadImages.Bad bad) throws IOException {
        Path file = Files.write(folder.resolve(bad.name()), bad.file());
        assertThatThrownBy(() -> ImageFile.decode(file))
                .isInstanceOf(ImageException.class)
                .hasMessage(file + " " + bad.message());
    }

    @Test
    void whatIsNoFileIsNamedToo() throws IOException {
        Path missing = folder.resolve("missing.jpg");
        assertThatThrownBy(() -> ImageFile.decode(missing)).hasMessage("There is no file " + missing + ".");
        Path directory = Files.createDirectory(folder.resolve("x.jpg"));
        assertThatThrownBy(() -> ImageFile.decode(directory)).hasMessage(directory + " is a folder, not an image.");
        Path empty = Files.createFile(folder.resolve("empty.jpg"));
        assertThatThrownBy(() -> ImageFile.decode(empty)).hasMessage(empty + " is empty (0 bytes).");
        Path endless = Path.of("/dev/zero");
        Assumptions.assumeTrue(Files.exists(endless), "skipped the last part: there is no /dev/zero");
        assertThatThrownBy(() -> ImageFile.decode(endless)).hasMessage("/dev/zero is a device or pipe, not an image.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"größe 50% #1 ?.jpg", "日本.jpg", "a\nb.jpg", "-rf.jpg", "'quoted\".jpg"})
    void oddNamesAreNamesLikeAllOthers(String name) throws IOException {
        Path file;
        try {
            file = Files.write(folder.resolve(name), PngBytes.file(1, 1, 8, 0, 7));
        } catch (java.nio.file.InvalidPathException e) {
            Assumptions.abort("skipped: this system has no such names");
            return;
        }
        assertThat(ImageFile.decode(file).pixels()).containsExactly(7, 7, 7);
        Files.writeString(file, "text");
        assertThatThrownBy(() -> ImageFile.decode(file))
                .isInstanceOf(ImageException.class)
                .message()
                .doesNotContain("\n")
                .endsWith("is text, not an image, whatever its name says.");
    }

    @Test
    void moreThanHalfOfTheMemoryIsNotAskedFor() {
        assertThatThrownBy(() -> ImageLimits.check(10_000, 10_000, 100_000))
                .hasMessageStartingWith("needs 9537029 MB to be decoded (10000x10000 pixels), more than half of the ");
    }

    @Test
    void whatATerminalWouldObeyIsEscaped() {
        assertThat(Undecodable.shown("\u001b[31mred\u0007" + "x".repeat(100)))
                .isEqualTo("\\x1b[31mred\\x07" + "x".repeat(65) + "...");
    }

    /** Every file of the corpus, cut and changed at seeded places: an image or one line, and never a part of an image. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void damagedFilesAreRefusedOrDecoded(long seed) {
        Random random = new Random(seed);
        List<String> wrong = new ArrayList<>();
        for (Sample sample : OddImages.all()) {
            byte[] whole = ImageFile.decode(folder, sample.file()).image().pixels();
            byte[] cut = Arrays.copyOf(sample.file(), 1 + random.nextInt(sample.file().length));
            byte[] changed = sample.file().clone();
            for (int i = 0; i < 3; i++) {
                int at = random.nextInt(random.nextBoolean() ? changed.length : Math.min(60, changed.length));
                changed[at] = (byte) (random.nextInt(4) == 0 ? -1 : random.nextInt(256));
            }
            byte[] part = decoded(cut, sample, wrong);
            boolean text = sample.name().startsWith("plain."); // whose last number may have lost digits
            if (!text && part.length > 0 && !Arrays.equals(part, whole)) {
                wrong.add(sample + " cut to " + cut.length + " bytes gives other pixels");
            }
            decoded(changed, sample, wrong);
        }
        assertThat(wrong).isEmpty();
    }

    private byte[] decoded(byte[] file, Sample sample, List<String> wrong) {
        try {
            return Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(60),
                    () -> ImageFile.decode(folder, file).image().pixels());
        } catch (ImageException e) {
            if (e.getMessage().contains("\n")
                    || e.getMessage().length() > folder.toString().length() + 250) {
                wrong.add(sample + ": " + e.getMessage());
            }
            return new byte[0];
        }
    }
}
