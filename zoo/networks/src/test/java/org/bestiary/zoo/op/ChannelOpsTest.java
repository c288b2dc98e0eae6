package org.bestiary.zoo.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slices and factors of channels: what fits, and what is refused. */
class ChannelOpsTest {
    private static final Shape MAP = Shape.map(6, 4, 5);

    @Test
    void aSliceHasTheChannelsAskedFor() {
        assertThat(new ChannelSlice(2, 3).output(List.of(MAP))).isEqualTo(Shape.map(3, 4, 5));
        assertThat(new ChannelSlice(2, 3).words(MAP)).isEqualTo("channels 2 to 4");
    }

    @ParameterizedTest
    @CsvSource({"4,3", "6,1", "0,7", "2147483647,1"})
    void aSliceBeyondTheChannelsIsRefused(int from, int channels) {
        assertThatThrownBy(() -> new ChannelSlice(from, channels).output(List.of(MAP)))
                .isInstanceOf(ZooException.class)
                .hasMessage("a slice must lie within the channels, but got %d to %d of 6x4x5"
                        .formatted(from, (long) from + channels - 1));
    }

    @ParameterizedTest
    @CsvSource({"-1,2", "0,0", "3,-4"})
    void aSliceOfNothingIsRefused(int from, int channels) {
        assertThatThrownBy(() -> new ChannelSlice(from, channels))
                .isInstanceOf(ZooException.class)
                .hasMessageStartingWith("a slice must begin at channel 0 or later and keep at least one");
    }

    @Test
    void factorsAreOneForEachChannel() {
        ChannelScale scale = new ChannelScale();
        assertThat(scale.output(List.of(MAP, Shape.map(6, 1, 1)))).isEqualTo(MAP);
        assertThat(scale.sent(List.of(MAP, Shape.map(6, 1, 1)))).isEqualTo(6 * 4 * 5 + 6);
        for (Shape wrong : List.of(Shape.map(5, 1, 1), Shape.map(6, 1, 2), Shape.vector(6), MAP)) {
            assertThatThrownBy(() -> scale.output(List.of(MAP, wrong)))
                    .isInstanceOf(ZooException.class)
                    .hasMessageStartingWith(
                            "a scaling needs a map and a factor for each of its channels, but got 6x4x5");
        }
    }
}
