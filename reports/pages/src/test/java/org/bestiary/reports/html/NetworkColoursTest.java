package org.bestiary.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkColoursTest {
    private static List<String> networks(int count) {
        return IntStream.range(0, count).mapToObj(i -> "net-" + i).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 12, 13, 40})
    void eachNetworkHasOneOfItsOwnInWhateverOrder(int count) {
        List<String> networks = networks(count);
        List<String> others = new ArrayList<>(networks);
        Collections.shuffle(others, new Random(count));

        List<Integer> colours = NetworkColours.of(networks);

        assertThat(colours).hasSize(count).doesNotHaveDuplicates();
        assertThat(colours.stream().map(c -> c % 12).distinct()).hasSize(Math.min(count, 12));
        List<Integer> shuffled = NetworkColours.of(others);
        for (int i = 0; i < count; i++) {
            assertThat(shuffled.get(i)).isEqualTo(colours.get(networks.indexOf(others.get(i))));
        }
    }

    @Test
    void aNetworkKeepsItsColourAmongOthers() {
        int alone = NetworkColours.of(List.of("lenet5 LeNet-5")).get(0);

        assertThat(NetworkColours.of(List.of("vgg11 VGG-11", "lenet5 LeNet-5", "alexnet AlexNet"))
                        .get(1))
                .isEqualTo(alone);
        assertThat(NetworkColours.of(List.of("lenet5 LeNet-5", "zfnet ZFNet")).get(0))
                .isEqualTo(alone);
    }
}
