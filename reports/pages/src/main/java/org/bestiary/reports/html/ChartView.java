package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bestiary.reports.chart.Chart;
import org.bestiary.reports.chart.Drawing;
import org.bestiary.reports.chart.LineChart;

/**
 * A chart in a page: drawn at several sizes, of which the style shows the one that fits, so that letters keep theirs. Its
 * markup comes from {@link Drawing}, which escapes.
 *
 * @param id of the element, and the name of its file
 * @param chart what is drawn
 * @param width of the chart: all of the page or half of it
 * @param height in pixels at full size
 * @param hint where the figures are, for those who cannot see the drawing
 */
public record ChartView(String id, Chart chart, Width width, int height, String hint) {
    private static final int PHONE = 330;
    private static final int PHONE_HEIGHT = 230;
    private static final int HALF = 510;
    private static final int TABLET = 640;
    private static final int FULL = 1040;

    /** How much of a page a chart takes. */
    public enum Width {
        HALF,
        FULL;

        /** The style's name for it. */
        String style() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An entry of the legend: its place, name, colour and pattern of dashes. */
    public record Key(int index, String name, String colour, String dash) {}

    static ChartView half(String id, Chart chart, String hint) {
        return new ChartView(id, chart, Width.HALF, 270, hint);
    }

    static ChartView full(String id, Chart chart, int height, String hint) {
        return new ChartView(id, chart, Width.FULL, height, hint);
    }

    String title() {
        return chart.title();
    }

    String style() {
        return width.style();
    }

    boolean anyKeys() {
        return !chart.keys().isEmpty();
    }

    List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        for (Chart.Key key : chart.keys()) {
            keys.add(new Key(keys.size(), key.name(), key.colour(), key.dash()));
        }
        return keys;
    }

    /** Whether what entries of the legend stand for can be picked out. */
    boolean pickable() {
        return chart.pickable();
    }

    String markup() {
        return width == Width.HALF
                ? chart.markup(PHONE, Math.min(height, PHONE_HEIGHT), "s") + chart.markup(HALF, height, "l")
                : chart.markup(PHONE, Math.max(PHONE_HEIGHT, height * 7 / 10), "s")
                        + chart.markup(TABLET, height * 9 / 10, "m")
                        + chart.markup(FULL, height, "l");
    }

    /** What the script of a page shows beside the pointer. What is not a finite number is {@code null}. */
    public static ArrayNode data(List<ChartView> charts) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (ChartView view : charts) {
            if (view.chart() instanceof LineChart lines) {
                add(all.addObject(), view.id(), lines);
            }
        }
        return all;
    }

    private static void add(ObjectNode node, String id, LineChart lines) {
        List<Double> xs = lines.xs();
        node.put("id", id).put("scale", lines.scale().name().toLowerCase(Locale.ROOT));
        ArrayNode epochs = node.putArray("xs");
        xs.forEach(x -> epochs.add(Math.round(x)));
        ArrayNode series = node.putArray("series");
        for (LineChart.Series s : lines.series()) {
            ArrayNode values = series.addObject()
                    .put("name", s.name())
                    .put("color", s.colour())
                    .putArray("values");
            int at = 0;
            for (double x : xs) {
                boolean here = at < s.points().size() && s.points().get(at).x() == x;
                double y = here ? s.points().get(at).y() : Double.NaN;
                at += here ? 1 : 0;
                if (Double.isFinite(y)) {
                    values.add(y);
                } else {
                    values.addNull();
                }
            }
        }
    }
}
