package org.bestiary.zoo.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.op.OpKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class NetworkPlotTest {
    static Stream<String> all() {
        return Zoo.ids().stream();
    }

    private static Network network(String id) {
        return Zoo.find(id).network(BuildOptions.defaults());
    }

    /** Every picture is XML, has a box for each operation that is drawn, and no two boxes of it overlap. */
    @ParameterizedTest
    @MethodSource("all")
    void boxesStandApart(String id) throws Exception {
        NodeList rectangles = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(NetworkPlot.svg(network(id)).getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("rect");
        List<double[]> boxes = Stream.iterate(0, i -> i + 1)
                .limit(rectangles.getLength())
                .map(i -> (Element) rectangles.item(i))
                .filter(r -> r.getAttribute("stroke").equals("#777777"))
                .map(r -> new double[] {
                    Double.parseDouble(r.getAttribute("x")),
                    Double.parseDouble(r.getAttribute("y")),
                    Double.parseDouble(r.getAttribute("width")),
                    Double.parseDouble(r.getAttribute("height"))
                })
                .toList();
        assertThat(boxes).hasSize(Boxes.of(network(id)).size());
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i + 1; j < boxes.size(); j++) {
                double[] a = boxes.get(i);
                double[] b = boxes.get(j);
                boolean apart =
                        a[0] + a[2] <= b[0] || b[0] + b[2] <= a[0] || a[1] + a[3] <= b[1] || b[1] + b[3] <= a[1];
                assertThat(apart).as("boxes %s and %s", i, j).isTrue();
            }
        }
    }

    @Test
    void equalBlocksAreDrawnOnce() {
        List<Box> boxes = Boxes.of(network("resnet50"));
        assertThat(boxes.stream()
                        .filter(b -> b.nodes().get(0).name().endsWith(".conv3"))
                        .map(b -> b.group() + " x " + b.repeats()))
                .containsExactly(
                        "stage1.block1 x 1",
                        "stage1.block2 x 2",
                        "stage2.block1 x 1",
                        "stage2.block2 x 3",
                        "stage3.block1 x 1",
                        "stage3.block2 x 5",
                        "stage4.block1 x 1",
                        "stage4.block2 x 2");
        assertThat(Boxes.of(network("mobilenet-v3-small")).stream()
                        .filter(b -> b.title().equals("scale channels"))
                        .map(b -> b.group() + " x " + b.repeats()))
                .containsExactly(
                        "block1 x 1",
                        "block4 x 1",
                        "block5 x 2",
                        "block7 x 1",
                        "block8 x 1",
                        "block9 x 1",
                        "block10 x 2");
        assertThat(Boxes.of(network("densenet121")).stream()
                        .filter(b -> b.title().equals("concat"))
                        .map(b -> b.repeats() + " to " + b.output()))
                .containsExactly("6 to 256x56x56", "12 to 512x28x28", "24 to 1024x14x14", "16 to 1024x7x7");
    }

    @Test
    void boxesSayWhatTheyDo() {
        assertThat(Boxes.of(network("lenet5")).stream().map(b -> b.title() + " | " + b.subtitle()))
                .containsExactly(
                        "input | ",
                        "conv 5x5, 6 | tanh",
                        "average pool 2x2/2 | ",
                        "conv 5x5, 16 | tanh",
                        "average pool 2x2/2 | ",
                        "flatten | ",
                        "dense 120 | tanh",
                        "dense 84 | tanh",
                        "dense 10 | ",
                        "softmax | ");
        assertThat(Boxes.of(network("densenet121")))
                .anySatisfy(b -> assertThat(b.subtitle()).isEqualTo("bn, relu, conv, bn, relu"));
    }

    @Test
    void filesAreWrittenAsTheirNamesSay(@TempDir Path directory) throws Exception {
        Path png = directory.resolve("x.png");
        NetworkPlot.write(network("resnet20"), png);
        BufferedImage image = ImageIO.read(png.toFile());
        assertThat(image.getHeight()).isGreaterThan(1000);
        boolean blue = false;
        for (int y = 0; y < image.getHeight() && !blue; y++) {
            blue = (image.getRGB(image.getWidth() / 2, y) & 0xffffff) == Colours.of(OpKind.CONVOLUTION);
        }
        assertThat(blue).as("a box of a convolution in the middle").isTrue();
        Path svg = directory.resolve("x.svg");
        NetworkPlot.write(network("resnet20"), svg);
        assertThat(svg).content().startsWith("<svg ").contains("zero-padded shortcut/2", "stage1.block1", "× 3");
        assertThatThrownBy(() -> NetworkPlot.write(network("resnet20"), directory.resolve("x.gif")))
                .isInstanceOf(ZooException.class)
                .hasMessage("a picture's file must end in .svg or .png, but got x.gif");
    }
}
