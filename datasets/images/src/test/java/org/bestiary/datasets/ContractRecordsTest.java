package org.bestiary.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;
import org.bestiary.common.image.PixelNumbers;
import org.junit.jupiter.api.Test;

class ContractRecordsTest {
    @Test
    void theDataDirectoryIsTheOptionThenTheVariableThenTheCache() {
        Path home = Path.of("/home/ada");
        Map<String, String> set = Map.of("BESTIARY_DATA", "/data sets");
        assertThat(DataDirectory.choose(Optional.of(Path.of("/here")), set, home)
                        .path())
                .isEqualTo(Path.of("/here").toAbsolutePath());
        assertThat(DataDirectory.choose(Optional.empty(), set, home).folder("mnist"))
                .isEqualTo(Path.of("/data sets/mnist").toAbsolutePath());
        Path cache = Path.of("/home/ada/.cache/bestiary/data").toAbsolutePath();
        assertThat(DataDirectory.choose(Optional.empty(), Map.of(), home).path())
                .isEqualTo(cache);
        assertThat(DataDirectory.choose(Optional.empty(), Map.of("BESTIARY_DATA", " "), home)
                        .path())
                .isEqualTo(cache);
    }

    @Test
    void messagesAreOneLine() {
        assertThat(new DataException("one\n  two\r\nthree ")).hasMessage("one two three");
    }

    @Test
    void recordsRefuseWhatCannotBe() {
        assertThatThrownBy(() -> new ImageShape(0, 28, 28)).hasMessageContaining("got 0x28x28");
        assertThatThrownBy(() -> new ImageShape(3, 1 << 16, 1 << 16)).hasMessageContaining("under 2^31");
        assertThatThrownBy(() -> LoadOptions.batch(0)).hasMessage("batch must be at least 1, got 0.");
        assertThatThrownBy(() -> Normalisation.grey(0.5, 0)).hasMessageContaining("std positive");
        assertThatThrownBy(() -> Normalisation.grey(Double.NaN, 1)).hasMessageContaining("mean must be finite");
        assertThatThrownBy(() -> new Normalisation(List.of(0.1), List.of())).hasMessageContaining("got 1 and 0");
        assertThatThrownBy(() -> new DataFile("../x", 1, "0".repeat(64), List.of()))
                .hasMessageContaining("below its data set's folder, got '../x'");
        assertThatThrownBy(() -> new DataFile("x", 1, "ABC", List.of())).hasMessageContaining("64 lower case");
    }

    /** Of an image of one row. */
    private static float[] numbers(Normalisation normalisation, int... pixels) {
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) pixels[i];
        }
        float[] numbers = new float[bytes.length];
        int channels = normalisation.mean().size();
        new PixelNumbers(normalisation, new ImageShape(channels, 1, bytes.length / channels), false)
                .interleaved(bytes, numbers);
        return numbers;
    }

    @Test
    void normalisationIsAFunctionOfEveryByte() {
        assertThat(numbers(new Normalisation(List.of(0.5, 0.0), List.of(0.25, 1.0)), 0, 51, 255, 0))
                .containsExactly(-2f, 0.2f, 2f, 0f);
        assertThat(numbers(Normalisation.none(3), 0, 51, 255)).containsExactly(0f, 0.2f, 1f);
    }
}
