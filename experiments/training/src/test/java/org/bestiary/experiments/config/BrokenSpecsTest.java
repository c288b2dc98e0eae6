package org.bestiary.experiments.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Broken YAML files, each with the one line that a user reads: file, line, rule, what was given, the nearest valid value.
 * Files and messages stand in the resource folder {@code broken}.
 */
class BrokenSpecsTest {
    private static final String MESSAGES = "messages.txt";

    private static Path folder() {
        try {
            return Path.of(BrokenSpecsTest.class.getResource("broken").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Arguments> files() throws IOException {
        List<Arguments> rows = new ArrayList<>();
        for (String line : Files.readAllLines(folder().resolve(MESSAGES))) {
            String file = line.substring(0, line.indexOf(':'));
            rows.add(Arguments.of(file, line));
        }
        return rows;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aBrokenFileGivesPlaceAndRule(String file, String message) throws IOException {
        String yaml = Files.readString(folder().resolve(file));
        assertThatThrownBy(() -> SpecReader.parse(yaml, file, Map.of()))
                .isInstanceOf(SpecException.class)
                .hasMessage(message);
    }

    @Test
    void everyFileHasAMessageOfOneLine() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(f -> !f.equals(MESSAGES)))
                    .hasSizeGreaterThanOrEqualTo(30)
                    .containsExactlyInAnyOrderElementsOf(
                            files().stream().map(a -> (String) a.get()[0]).toList());
        }
    }

    @Test
    void aFileOfTenMegabytesIsRefusedUnread(@TempDir Path folder) throws IOException {
        Path large = folder.resolve("large.yaml");
        Files.write(large, "# filler\n".repeat(10 << 17).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> SpecReader.read(large, Map.of()))
                .hasMessage(large + ": a spec must be at most 1 MiB, but got " + Files.size(large)
                        + " bytes; give a YAML file");
    }
}
