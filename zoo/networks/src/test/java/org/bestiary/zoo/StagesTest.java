package org.bestiary.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Dense;
import org.bestiary.zoo.op.Init;
import org.bestiary.zoo.op.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Shapes between the stages, as the tables of the papers have them, and what the options change. */
class StagesTest {
    @ParameterizedTest
    @CsvFileSource(resources = "stages.csv", numLinesToSkip = 1)
    void stagesHaveThePapersShapes(String id, String vertex, String output) {
        Network network = Zoo.find(id).network(BuildOptions.defaults());
        assertThat(network.node(vertex).output()).hasToString(output);
    }

    private static Analysis with(String id, String size, Map<String, String> settings) {
        BuildOptions options = BuildOptions.defaults().input(Shape.parse(size)).classes(10);
        for (Map.Entry<String, String> s : settings.entrySet()) {
            options = options.set(s.getKey(), s.getValue());
        }
        return Analysis.of(Zoo.find(id).network(options));
    }

    static Stream<String> withASmallStem() {
        return Zoo.all().stream()
                .filter(a -> a.options().stream().anyMatch(o -> o.name().equals("stem")))
                .map(Architecture::id);
    }

    /** With the small stem an image of 32x32 arrives at the last stage with more of its rows left than one of 224 has lost. */
    @ParameterizedTest
    @MethodSource("withASmallStem")
    void theSmallStemKeepsSmallImages(String id) {
        assertThat(rowsPerLastRow(with(id, "3x32x32", Map.of("stem", "small")).network()))
                .isLessThan(rowsPerLastRow(Zoo.find(id).network(BuildOptions.defaults())));
    }

    /** Rows of the image for each row of the last map that has several, or is the last before the classifier. */
    private static double rowsPerLastRow(Network network) {
        return network.nodes().stream()
                .map(Node::output)
                .filter(s -> !s.vector() && s.height() > 1)
                .reduce((first, second) -> second)
                .map(last -> (double) network.input().height() / last.height())
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "stages-small.csv", numLinesToSkip = 1)
    void smallStagesHaveTheShapesThatTheStemSays(String id, String vertex, String output) {
        Network network = with(id, "3x32x32", Map.of("stem", "small")).network();
        assertThat(network.node(vertex).output()).hasToString(output);
    }

    @Test
    void otherSizesKeepTheParametersOfTrainedDenseLayers() {
        long at224 = with("vgg16", "3x224x224", Map.of()).learnableParameters();
        assertThat(with("vgg16", "3x96x160", Map.of()).learnableParameters()).isEqualTo(at224);
        assertThat(with("vgg16", "3x32x32", Map.of("stem", "small")).learnableParameters())
                .isEqualTo(at224 - 48L * 512 * 4096);
    }

    @Test
    void optionsChangeWhatTheySay() {
        assertThat(with("densenet-40-12", "3x32x32", Map.of("depth", "100")).learnableParameters())
                .isEqualTo(with("densenet-100-12", "3x32x32", Map.of()).learnableParameters());
        assertThat(with("densenet-bc-100-12", "3x32x32", Map.of("depth", "250", "growthRate", "24"))
                        .learnableParameters())
                .isEqualTo(with("densenet-bc-250-24", "3x32x32", Map.of()).learnableParameters());
        assertThat(with("mobilenet-v1-1.0", "3x224x224", Map.of("width", "0.5")).learnableParameters())
                .isEqualTo(with("mobilenet-v1-0.5", "3x224x224", Map.of()).learnableParameters());
        assertThat(with("resnet20", "3x32x32", Map.of("depth", "56")).multiplyAdds())
                .isEqualTo(with("resnet56", "3x32x32", Map.of()).multiplyAdds());
        // The stride on the first 1x1, as the paper has it: 3.8 billion multiply-adds in its table 1.
        assertThat(with("resnet50", "3x224x224", Map.of("stride", "1x1")).multiplyAdds() / 1e9)
                .isBetween(3.8, 3.9);
        assertThatThrownBy(() -> with("resnet20", "3x32x32", Map.of("depth", "21")))
                .isInstanceOf(ZooException.class)
                .hasMessage("depth of resnet20 must be 6n + 2, but got 21; try 20");
        assertThatThrownBy(() -> with("densenet-bc-100-12", "3x32x32", Map.of("depth", "99")))
                .hasMessage("depth of densenet-bc-100-12 must be 6n + 4, but got 99; try 94");
    }

    @Test
    void alexNetStartsAsItsPaperSays() {
        Network network = Zoo.find("alexnet").network(BuildOptions.defaults());
        assertThat(network.init()).isEqualTo(Init.gaussian(0.01));
        for (String one : new String[] {"conv2", "conv4", "conv5"}) {
            assertThat(((Conv) network.node(one).op()).init())
                    .contains(Init.gaussian(0.01).bias(1));
        }
        assertThat(((Conv) network.node("conv3").op()).init()).isEmpty();
        assertThat(((Dense) network.node("fc6").op()).init().bias()).isEqualTo(1);
        assertThat(((Dense) network.node("fc8").op()).init().bias()).isZero();
    }

    @Test
    void aSingleClassIsAYesOrNo() {
        Loss loss = (Loss)
                with("resnet20", "3x32x32", Map.of()).network().outputs().get(0).op();
        assertThat(loss.sigmoid()).isFalse();
        Network one = Zoo.find("resnet20").network(BuildOptions.defaults().classes(1));
        assertThat(((Loss) one.outputs().get(0).op()).sigmoid()).isTrue();
    }

    @Test
    void requestsThatMakeNoSenseAreOneLine() {
        assertThatThrownBy(() -> Zoo.find("resnet5"))
                .isInstanceOf(ZooException.class)
                .hasMessageStartingWith("no network is called 'resnet5'; did you mean resnet50");
        assertThatThrownBy(
                        () -> Zoo.find("vgg16").network(BuildOptions.defaults().input(Shape.map(3, 28, 28))))
                .hasMessage("input must be at least 32x32 for vgg16, but got 28x28; pick a smaller network or resize");
        assertThatThrownBy(() -> BuildOptions.defaults().classes(0))
                .hasMessage("classes must be from 1 to 100,000, but got 0; leave it out for the network's own number");
        assertThatThrownBy(() -> Zoo.glob("lstm*")).hasMessageStartingWith("no network matches 'lstm*'");
    }
}
