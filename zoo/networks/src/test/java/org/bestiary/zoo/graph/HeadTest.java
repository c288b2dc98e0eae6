package org.bestiary.zoo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.analysis.Analysis;
import org.junit.jupiter.api.Test;

/** New last layers, and names of layers. */
class HeadTest {
    private static Network network(String id, int side) {
        return Zoo.find(id).network(BuildOptions.defaults().input(Shape.map(3, side, side)));
    }

    /** Chollet's network on the convolutions of VGG-16, at 150 x 150. */
    @Test
    void theLecturesNetworkHasItsParameters() {
        Network vgg = network("vgg16", 150);
        Network headed = new Head("stage5.pool", List.of(256), 0, 1).on(vgg);
        assertThat(Analysis.of(headed).learnableParameters()).isEqualTo(16_812_353);
        assertThat(new LayerNames(headed).base())
                .hasSize(13)
                .startsWith("stage1.conv1")
                .endsWith("stage5.conv3");
        Network base = new Head("stage5.pool", List.of(256), 0, 1).base(vgg);
        assertThat(Analysis.of(base).learnableParameters()).isEqualTo(14_714_688);
        assertThat(base.outputs().get(0).output()).isEqualTo(Shape.map(512, 4, 4));
    }

    @Test
    void withoutAPlaceItReplacesTheLastLayer() {
        Network resnet = network("resnet20", 32);
        Network headed = new Head("", List.of(), 0.5, 2).on(resnet);
        assertThat(headed.logits().output()).isEqualTo(Shape.vector(2));
        assertThat(headed.nodes().get(headed.nodes().size() - 3).name()).isEqualTo("head.dropout");
        assertThat(Analysis.of(headed).learnableParameters())
                .isEqualTo(Analysis.of(resnet).learnableParameters() - 650 + 130);
    }

    /** Its scores are the means of maps: the convolution that makes these is the classifier, and goes. */
    @Test
    void aConvolutionalClassifierIsReplacedToo() {
        Network nin = network("nin-cifar", 32);
        assertThat(nin.classifier().name()).isNotEqualTo(nin.logits().name());
        Network headed = new Head("", List.of(64), 0, 2).on(nin);
        assertThat(headed.nodes())
                .noneMatch(n -> n.name().equals(nin.classifier().name()));
        long base = Analysis.of(nin).learnableParameters()
                - nin.classifier().costs().learnable();
        int features = nin.classifier().input().output().channels();
        assertThat(Analysis.of(headed).learnableParameters()).isEqualTo(base + (features + 1) * 64L + 65 * 2L);
        LayerNames names = new LayerNames(nin);
        assertThat(names.base())
                .doesNotContain(nin.classifier().name())
                .hasSize(names.all().size() - 1);
        Network alone = Head.alone(headed, new Head("", List.of(64), 0, 2).base(nin));
        assertThat(alone.input()).isEqualTo(Shape.map(features, 1, 1));
    }

    @Test
    void whatItCannotGoOnIsSaid() {
        Network resnet = network("resnet20", 32);
        assertThatThrownBy(() -> new Head("stage2.block1.ad", List.of(), 0, 2).on(resnet))
                .isInstanceOf(ZooException.class)
                .hasMessageStartingWith("resnet20 has no layer 'stage2.block1.ad'; did you mean stage2.block1.add or ");
        assertThatThrownBy(() -> new Head("output", List.of(), 0, 2).on(resnet))
                .hasMessage("a head goes on a layer between image and output, but got 'output' of resnet20;"
                        + " leave 'at' out to replace the last layer");
    }

    @Test
    void namesStandForLayersStagesAndTheBase() {
        LayerNames names = new LayerNames(new Head("", List.of(), 0, 2).on(network("resnet20", 32)));
        assertThat(names.of(List.of("conv1", "stage3.block2")))
                .containsExactly(
                        "conv1",
                        "stage3.block2.conv1",
                        "stage3.block2.bn1",
                        "stage3.block2.conv2",
                        "stage3.block2.bn2");
        assertThat(names.from("stage3"))
                .hasSize(13)
                .doesNotContain("stage2.block3.bn2")
                .contains("head.logits");
        assertThat(names.of(List.of("base"))).hasSize(38).doesNotContain("head.logits");
        assertThat(names.groups()).hasSize(5);
        assertThat(names.groups().get(0)).containsExactly("conv1", "bn1");
        assertThatThrownBy(() -> names.of(List.of("stage4")))
                .hasMessageStartingWith(
                        "resnet20 has no layer with parameters and no stage 'stage4'; did you mean stage1");
    }
}
