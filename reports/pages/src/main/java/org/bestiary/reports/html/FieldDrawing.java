package org.bestiary.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.bestiary.reports.html.LedgerContent.Picture.Field;
import org.bestiary.reports.html.LedgerContent.Picture.Window;

/** The receptive field of the middle output, traced down to the row of pixels. Lengths are in units of the view box. */
record FieldDrawing(int width, int height, String summary, List<Cell> cells, List<Line> lines, List<Label> labels) {
    private static final int ROW = 46;
    private static final int TOP = 26;
    private static final int LEFT = 172;
    private static final int ACROSS = 560;
    private static final int TALLEST = 14;

    record Cell(String x, String y, String width, String height, String kind) {}

    record Line(String x1, String y1, String x2, String y2) {}

    record Label(int y, String text, String sees) {}

    static FieldDrawing of(Field field) {
        return new Tracing(field).draw();
    }

    private static String at(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Works from the top output downwards. */
    private static final class Tracing {
        private final Field field;
        private final double pixel;
        private final List<Cell> cells = new ArrayList<>();
        private final List<Line> lines = new ArrayList<>();
        private final List<Label> labels = new ArrayList<>();

        Tracing(Field field) {
            this.field = field;
            this.pixel = (double) ACROSS / field.inputs();
        }

        FieldDrawing draw() {
            List<Window> layers = field.layers();
            Window top = layers.get(layers.size() - 1);
            Set<Integer> seen = new TreeSet<>(List.of((top.outputs() - 1) / 2));
            for (int level = layers.size(); level >= 1; level--) {
                Window layer = layers.get(level - 1);
                row(level, layer.outputs(), seen);
                labels.add(new Label(y(level) + 4, layer.label(), Long.toString(layer.sees())));
                seen = inputsOf(layer, level, seen);
            }
            row(0, field.inputs(), seen);
            labels.add(new Label(y(0) + 4, field.inputs() + " pixels", seen.size() + " seen"));
            String summary =
                    "One output of " + top.label() + " sees " + top.sees() + " of " + field.inputs() + " pixels";
            return new FieldDrawing(LEFT + ACROSS + 8, y(0) + TOP, summary, cells, lines, labels);
        }

        private Set<Integer> inputsOf(Window layer, int level, Set<Integer> outputs) {
            int below =
                    level == 1 ? field.inputs() : field.layers().get(level - 2).outputs();
            Set<Integer> inputs = new TreeSet<>();
            for (int output : outputs) {
                for (int tap = 0; tap < layer.kernel(); tap++) {
                    int input = output * layer.stride() - layer.padding() + tap * layer.dilation();
                    if (input >= 0 && input < below) {
                        inputs.add(input);
                        lines.add(new Line(
                                at(x(level, output)),
                                at(y(level) + 7.0),
                                at(x(level - 1, input)),
                                at(y(level - 1) - 7.0)));
                    }
                }
            }
            return inputs;
        }

        private void row(int level, int positions, Set<Integer> seen) {
            double side = Math.min(TALLEST, pixel * 0.82);
            for (int i = 0; i < positions; i++) {
                cells.add(new Cell(
                        at(x(level, i) - side / 2),
                        at(y(level) - TALLEST / 2.0),
                        at(side),
                        Integer.toString(TALLEST),
                        seen.contains(i) ? "seen" : "unseen"));
            }
        }

        private int y(int level) {
            return TOP + (field.layers().size() - level) * ROW;
        }

        /** Centre of a position: of the pixels in the middle of what it sees. */
        private double x(int level, int position) {
            double centre = position;
            for (int l = level; l >= 1; l--) {
                Window layer = field.layers().get(l - 1);
                centre = centre * layer.stride() - layer.padding() + layer.dilation() * (layer.kernel() - 1) / 2.0;
            }
            return LEFT + (centre + 0.5) * pixel;
        }
    }
}
