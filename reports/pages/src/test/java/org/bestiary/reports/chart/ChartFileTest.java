package org.bestiary.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bestiary.reports.chart.LineChart.Point;
import org.bestiary.reports.chart.LineChart.Scale;
import org.bestiary.reports.chart.LineChart.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartFileTest {
    private static final int ACCENT = 0x12706b;

    @TempDir
    Path folder;

    private static LineChart lines(String name) {
        return new LineChart(
                "Loss of " + name,
                Scale.LOSS,
                List.of(
                        Series.of(name, Colour.ACCENT, List.of(new Point(1, 2), new Point(2, 1), new Point(3, 0.5))),
                        Series.of("gap", Colour.WARM, List.of(new Point(1, Double.NaN), new Point(2, 1)))),
                List.of(new LineChart.Mark(2, "best")));
    }

    @Test
    void isWellFormedWhateverTheName() throws Exception {
        List<Path> files = ChartFile.write(lines("<b>&\"'\u0001 שלום ]]>"), folder, "loss", 600, 400);

        assertThat(files).allMatch(Files::isRegularFile);
        try (var in = Files.newInputStream(folder.resolve("loss.svg"))) {
            var document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
            assertThat(document.getElementsByTagName("path").getLength()).isGreaterThanOrEqualTo(1);
            assertThat(document.getDocumentElement().getTextContent()).contains("<b>&\"' שלום ]]>");
        }
        assertThat(Files.readString(folder.resolve("loss.svg"))).doesNotContain("var(");
    }

    /** The picture has the curve where the drawing has it. */
    @Test
    void isPaintedAsItIsDrawn() throws Exception {
        ChartFile.write(lines("training"), folder, "loss", 600, 400);

        BufferedImage image = ImageIO.read(folder.resolve("loss.png").toFile());

        assertThat(image.getWidth()).isEqualTo(1200);
        assertThat(image.getHeight()).isEqualTo(800);
        Map<Integer, Integer> colours = new TreeMap<>();
        IntStream.range(0, image.getWidth())
                .forEach(x -> IntStream.range(120, image.getHeight())
                        .forEach(y -> colours.merge(image.getRGB(x, y) & 0xFFFFFF, 1, Integer::sum)));
        assertThat(colours.get(ACCENT)).isGreaterThan(2_000);
        assertThat(colours.get(0xFFFFFF)).isGreaterThan(500_000);
    }

    @Test
    void saysWhenThereIsNothingToDraw() {
        LineChart chart = new LineChart(
                "Loss",
                Scale.LOSS,
                List.of(Series.of("loss", Colour.ACCENT, List.of(new Point(1, Double.NaN)))),
                List.of());

        assertThat(chart.file(400, 300)).contains("no finite value").doesNotContain("NaN");
    }

    @Test
    void aLegendOfManyNamesLeavesRoomForTheChart() {
        List<Series> series = IntStream.range(0, 60)
                .mapToObj(i -> Series.of(
                        "network number " + i, Colour.series(i), List.of(new Point(1, i), new Point(2, i + 1))))
                .toList();

        assertThat(new LineChart("Many", Scale.LOSS, series, List.of()).file(600, 400))
                .contains(" more</text>");
    }

    @Test
    void theFrontJoinsWhatNoOtherBeats() {
        ScatterChart chart = new ScatterChart(
                "Accuracy",
                ScatterChart.Side.of("parameters", true, Axis.Unit.COUNT),
                ScatterChart.Side.of("accuracy", false, Axis.Unit.PERCENT),
                List.of(
                        bubble("small", 10, 80),
                        bubble("beaten", 20, 79),
                        bubble("large", 100, 90),
                        bubble("none", 0, 99),
                        bubble("diverged", 50, Double.NaN)),
                true,
                List.of());

        assertThat(chart.paretoFront()).extracting(ScatterChart.Bubble::name).containsExactly("small", "large");
        assertThat(chart.file(600, 400))
                .contains("beaten")
                .doesNotContain("diverged")
                .doesNotContain("NaN");
    }

    private static ScatterChart.Bubble bubble(String name, double x, double y) {
        return new ScatterChart.Bubble(name, x, y, y - 1, y + 1, 0.5, Colour.series(0), name);
    }
}
