package org.bestiary.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.bestiary.zoo.analysis.Analysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network has exactly the parameters of counts.csv, which were counted symbolically and agree with torchvision's. */
class CountsTest {
    private record Golden(
            String id, String input, int classes, long learnable, String total, String multiplyAdds, String dense) {
        @Override
        public String toString() {
            return id;
        }
    }

    static Stream<Golden> golden() throws IOException {
        try (InputStream in = CountsTest.class.getResourceAsStream("counts.csv")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.stream().skip(1).map(line -> {
                String[] f = line.split(",", -1);
                return new Golden(f[0], f[1], Integer.parseInt(f[2]), Long.parseLong(f[3]), f[4], f[5], f[6]);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void countsAreExact(Golden golden) {
        Architecture architecture = Zoo.find(golden.id);
        assertThat(architecture.card().input()).isEqualTo(Shape.parse(golden.input));
        assertThat(architecture.card().classes()).isEqualTo(golden.classes);
        Analysis analysis = Analysis.of(architecture.network(BuildOptions.defaults()));
        assertThat(analysis.learnableParameters()).isEqualTo(golden.learnable);
        if (!golden.total.isEmpty()) {
            assertThat(analysis.totalParameters()).isEqualTo(Long.parseLong(golden.total));
        }
        if (!golden.multiplyAdds.isEmpty()) {
            assertThat(analysis.multiplyAdds() / 1e6)
                    .isCloseTo(Double.parseDouble(golden.multiplyAdds), within(halfOfLastDigit(golden.multiplyAdds)));
        }
        if (!golden.dense.isEmpty()) {
            assertThat(100.0 * analysis.denseParameters() / analysis.learnableParameters())
                    .isCloseTo(Double.parseDouble(golden.dense), within(halfOfLastDigit(golden.dense)));
        }
    }

    private static double halfOfLastDigit(String number) {
        int decimals = number.length() - number.indexOf('.') - 1;
        return 0.5 * Math.pow(10, -decimals) + 1e-9;
    }

    @Test
    void everyNetworkHasARow() throws IOException {
        assertThat(golden().map(Golden::id)).containsExactlyInAnyOrderElementsOf(Zoo.ids());
    }
}
