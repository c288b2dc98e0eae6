package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.reports.chart.Axis;
import org.bestiary.reports.chart.Chart.Key;
import org.bestiary.reports.chart.Colour;
import org.bestiary.reports.chart.ScatterChart;
import org.bestiary.reports.chart.ScatterChart.Bubble;
import org.bestiary.reports.chart.ScatterChart.Side;
import org.bestiary.reports.run.RunException;

/** The poster of a zoo: its families through history with size, cost and published accuracy. */
public final class PosterPage {
    /** How far from its year a network may stand, so that those of one year do not cover each other. */
    private static final double SPREAD = 0.8;

    private PosterPage() {}

    /**
     * Writes the poster.
     *
     * @param poster what to show
     * @param quantity the published figure that the second chart draws; only figures measured in the same way compare
     * @param file where to write it; replaced as a whole if it exists
     * @throws RunException if it cannot be written
     */
    public static void write(Poster poster, String quantity, Path file) {
        List<ChartView> charts = charts(poster, quantity);
        PosterView view = PosterView.of(poster, charts);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set("charts", ChartView.data(charts));
        ReportPage.save(Page.render("poster", "The zoo", view, data), file);
    }

    /** Writes the poster's charts as SVG and PNG. */
    public static List<Path> writeCharts(Poster poster, String quantity, Path folder) {
        return ChartFiles.write(charts(poster, quantity), folder);
    }

    private static List<ChartView> charts(Poster poster, String quantity) {
        List<Bubble> history = new ArrayList<>();
        List<Bubble> published = new ArrayList<>();
        List<Key> groups = new ArrayList<>();
        double most = poster.families().stream()
                .flatMap(f -> f.models().stream())
                .mapToLong(Poster.Model::multiplyAdds)
                .max()
                .orElse(1);
        Map<Integer, Integer> ofYear = new HashMap<>();
        poster.families().forEach(f -> ofYear.merge(f.year(), f.models().size(), Integer::sum));
        List<Integer> years = ofYear.keySet().stream().sorted().toList();
        Map<Integer, Integer> placed = new HashMap<>();
        for (Poster.Family family : poster.families()) {
            String colour = Colour.series(groups.size());
            groups.add(new Key(family.name(), colour, ""));
            for (Poster.Model m : family.models()) {
                int n = ofYear.get(family.year());
                int k = placed.merge(family.year(), 1, Integer::sum) - 1;
                double x = years.indexOf(family.year()) + (n == 1 ? 0 : SPREAD * ((k + 0.5) / n - 0.5));
                double size = m.multiplyAdds() / most;
                String tip = m.title() + "\n" + Figures.count(m.learnableParameters()) + " learnable parameters\n"
                        + Figures.count(m.multiplyAdds()) + " multiply-adds";
                double y = m.learnableParameters();
                history.add(new Bubble(m.title(), x, y, y, y, size, colour, tip));
                for (Poster.Figure f : m.published()) {
                    if (f.quantity().equals(quantity)) {
                        published.add(new Bubble(
                                m.title(),
                                m.multiplyAdds(),
                                f.value(),
                                f.value(),
                                f.value(),
                                Math.min(1, m.learnableParameters() / 150e6),
                                colour,
                                tip + "\n" + Figures.percent(f.value()) + "%: " + f.source()));
                    }
                }
            }
        }
        List<ChartView> charts = new ArrayList<>();
        charts.add(ChartView.full(
                "chart-history",
                new ScatterChart(
                        "Size through history; bubbles grow with multiply-adds",
                        Side.named(
                                "year of the paper",
                                years.stream().map(y -> Integer.toString(y)).toList()),
                        Side.of("learnable parameters", true, Axis.Unit.COUNT),
                        history,
                        false,
                        groups),
                560,
                "the figures are in the tables below"));
        if (!published.isEmpty()) {
            charts.add(ChartView.full(
                    "chart-published",
                    new ScatterChart(
                            "Published accuracy against multiply-adds; bubbles grow with parameters",
                            Side.of("multiply-adds for one image", true, Axis.Unit.COUNT),
                            Side.of(quantity + ", %", false, Axis.Unit.PERCENT),
                            published,
                            true,
                            List.of()),
                    480,
                    "the figures and their sources are in the tables below"));
        }
        return charts;
    }
}
