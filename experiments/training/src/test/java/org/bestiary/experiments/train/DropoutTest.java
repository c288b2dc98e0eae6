package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.op.Dropout;
import org.junit.jupiter.api.Test;

/** The entry {@code training.dropout} reaches every network of the zoo that has dropout layers. */
class DropoutTest {
    /** Of GoogLeNet's auxiliary classifiers, whose share the paper fixes. */
    private static final double AUXILIARY = 0.7;

    /** What the all convolutional net drops of its image, for what it drops of its maps. */
    private static final double OF_IMAGE = 0.4;

    private static List<Double> rates(Architecture architecture, BuildOptions options) {
        return architecture.network(options).nodes().stream()
                .filter(n -> n.op() instanceof Dropout)
                .map(n -> ((Dropout) n.op()).rate())
                .toList();
    }

    @Test
    void everyNetworkWithDropoutLayersLetsTheirShareBeSet() {
        int found = 0;
        for (Architecture a : Zoo.all()) {
            if (Planner.offersDropout(a)) {
                List<Double> rates = rates(a, BuildOptions.defaults().set("dropout", "0.11"));
                assertThat(rates).as(a.id()).contains(0.11);
                assertThat(rates).as(a.id()).isSubsetOf(0.11, AUXILIARY, OF_IMAGE * 0.11);
                found++;
            } else {
                assertThat(rates(a, BuildOptions.defaults())).as(a.id()).isEmpty();
            }
        }
        assertThat(found).isGreaterThan(20);
    }
}
