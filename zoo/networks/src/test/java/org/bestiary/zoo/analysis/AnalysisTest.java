package org.bestiary.zoo.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalysisTest {
    private static Analysis analyse(String id) {
        return Analysis.of(Zoo.find(id).network(BuildOptions.defaults()));
    }

    /** The depth of the papers: weight layers on the longest path. */
    @ParameterizedTest
    @CsvSource({
        "lenet5,5",
        "alexnet,8",
        "vgg16,16",
        "vgg19-bn,19",
        "googlenet-aux,22",
        "resnet18,18",
        "resnet50,50",
        "resnet152,152",
        "plain34,34",
        "resnet110,110",
        "densenet121,121",
        "densenet161,161",
        "densenet-40-12,40",
        "densenet-bc-100-12,100",
        "mobilenet-v1-1.0,28"
    })
    void depthIsThePapers(String id, int depth) {
        assertThat(analyse(id).depth()).isEqualTo(depth);
    }

    @Test
    void googLeNetHas64WeightLayersInTraining() {
        assertThat(analyse("googlenet-aux").weightLayers()).isEqualTo(64);
    }

    /** By hand: (size - 1) grows by (kernel - 1) times the product of the strides before. */
    @ParameterizedTest
    @CsvSource({"lenet5,16", "alexnet,195", "vgg11,150", "vgg16,212", "vgg19,268", "resnet18,435", "resnet50,427"})
    void receptiveFieldsAreThoseOfTheLiterature(String id, int size) {
        assertThat(analyse(id).receptiveField().size()).isEqualTo(size);
    }

    @Test
    void resNet1202IsCountedInTwoSeconds() {
        Instant start = Instant.now();
        assertThat(analyse("resnet1202").depth()).isEqualTo(1202);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void memoryOfLeNetIsTheSumOfItsMaps() {
        ActivationMemory memory = analyse("lenet5").activationMemory(10);
        // input, c1, s2, c3, s4, c5, f6, logits; activations work in place
        long numbers = 784 + 6 * 28 * 28 + 6 * 14 * 14 + 16 * 10 * 10 + 16 * 5 * 5 + 120 + 84 + 10;
        assertThat(memory.trainingBytes()).isEqualTo(10 * 4 * numbers);
        // c1 and s2 are the widest pair
        assertThat(memory.inferenceBytes()).isEqualTo(10 * 4 * (6 * 28 * 28 + 6 * 14 * 14));
        assertThatThrownBy(() -> analyse("lenet5").activationMemory(0)).hasMessageContaining("at least one image");
    }

    @Test
    void shortcutsKeepTheirMapAlive() {
        // In the first stage of ResNet-20: the block's input, and both maps of a convolution and its normalisation.
        long map = 16L * 32 * 32 * 4;
        assertThat(analyse("resnet20").activationMemory(1).inferenceBytes()).isEqualTo(3 * map);
    }
}
