package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Averages of a network with batch normalisation, by hand. */
class WeightAverageTest {
    private final ComputationGraph net = new ComputationGraph(
            Zoo.find("plain20").configure(BuildOptions.defaults().input(Shape.map(3, 8, 8))));

    @BeforeEach
    void initialise() {
        net.init();
        net.params().assign(1);
    }

    private double average(WeightAverage average) throws IOException {
        return average.inPlaceOf(net, () -> {
            double first = net.params().getDouble(0);
            assertThat(net.params().minNumber().doubleValue())
                    .as("statistics of batch normalisation are averaged like all else")
                    .isEqualTo(first);
            return first;
        });
    }

    @Test
    void theDecayGrowsToItsValue() throws IOException {
        WeightAverage average = WeightAverage.startingAt(net, 0.5);
        net.params().assign(2);
        average.update(net, 0); // keeps 1/10
        assertThat(average(average)).isEqualTo(1.9, within(1e-6));
        net.params().assign(0);
        average.update(net, 1); // keeps 2/11
        assertThat(average(average)).isEqualTo(1.9 * 2 / 11, within(1e-6));
        average.update(net, 1000); // keeps one half
        assertThat(average(average)).isEqualTo(1.9 / 11, within(1e-6));
        assertThat(net.params().maxNumber().doubleValue())
                .as("the network has its own parameters again")
                .isZero();
    }

    @Test
    void itIsReadAsItWasWritten() throws IOException {
        WeightAverage average = WeightAverage.startingAt(net, 0.5);
        net.params().assign(3);
        average.update(net, 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        average.write(out);
        WeightAverage read = WeightAverage.read(new ByteArrayInputStream(out.toByteArray()), 0.5, net.numParams());
        assertThat(average(read)).isEqualTo(average(average));
        byte[] half = Arrays.copyOf(out.toByteArray(), out.size() / 2);
        assertThatThrownBy(() -> WeightAverage.read(new ByteArrayInputStream(half), 0.5, net.numParams()))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> WeightAverage.read(new ByteArrayInputStream(new byte[100]), 0.5, 1))
                .hasMessageContaining("no average of parameters");
        byte[] forged = out.toByteArray();
        forged[5] ^= 0x40;
        assertThatThrownBy(() -> WeightAverage.read(new ByteArrayInputStream(forged), 0.5, net.numParams()))
                .hasMessageContaining("the network has " + net.numParams());
    }
}
