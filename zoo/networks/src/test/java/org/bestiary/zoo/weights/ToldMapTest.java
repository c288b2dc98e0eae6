package org.bestiary.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a file says of itself chooses among several maps for one network. */
class ToldMapTest {
    private static TensorSource saying(Map<String, String> metadata) {
        return new GeneratedTensors(Map.of("features.0.0.weight", List.of(32L, 3L, 3L, 3L))) {
            @Override
            public Map<String, String> metadata() {
                return metadata;
            }
        };
    }

    @Test
    void aFileThatTellsItsPaddingIsBuiltWithIt() {
        WeightMap told = WeightMap.find("mobilenet-v2", saying(Map.of("note", "trained with TensorFlow same padding")));
        assertThat(told.settings()).containsEntry("padding", "same");
        assertThat(told.image().orElseThrow().deviations()).containsExactly(0.5, 0.5, 0.5);
    }

    @Test
    void aFileThatTellsNothingOrOtherThingsIsTorchvisions() {
        for (Map<String, String> metadata :
                List.of(Map.<String, String>of(), Map.of("format", "pt"), Map.of("title", "TensorFlow same padding"))) {
            WeightMap plain = WeightMap.find("mobilenet-v2", saying(metadata));
            assertThat(plain.settings()).isEmpty();
            assertThat(plain).isEqualTo(WeightMap.find("mobilenet-v2", TensorLayout.TORCH));
        }
    }
}
