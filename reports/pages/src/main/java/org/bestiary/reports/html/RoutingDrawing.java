package org.bestiary.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bestiary.reports.html.LedgerContent.Picture.Routing;

/** Max pooling backwards: lines from each output's gradient to the maximum of its window. */
record RoutingDrawing(int width, int height, int right, List<Square> squares, List<Wire> wires) {
    private static final int SIDE = 44;
    private static final int TOP = 26;
    private static final int LEFT = 2;
    private static final int GAP = 150;
    private static final int ABOVE_TEXT = 9;

    record Square(
            int x,
            int y,
            int side,
            int textX,
            int textY,
            String value,
            String gradient,
            String kind,
            int smallX,
            int smallY) {}

    record Wire(String path, int fromX, int fromY, int toX, int toY) {}

    static RoutingDrawing of(Routing r) {
        List<Square> squares = new ArrayList<>();
        List<Wire> wires = new ArrayList<>();
        int rows = r.values().size();
        int columns = r.values().get(0).size();
        int right = LEFT + columns * SIDE + GAP;
        int down = TOP + (rows - r.upstream().size()) * SIDE / 2;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                double gradient = r.gradient().get(y).get(x);
                squares.add(square(
                        LEFT + x * SIDE,
                        TOP + y * SIDE,
                        text(r.values().get(y).get(x)),
                        gradient == 0 ? "" : text(gradient),
                        gradient == 0 ? "unseen" : "seen"));
            }
        }
        for (int y = 0; y < r.upstream().size(); y++) {
            for (int x = 0; x < r.upstream().get(y).size(); x++) {
                squares.add(square(
                        right + x * SIDE,
                        down + y * SIDE,
                        text(r.upstream().get(y).get(x)),
                        "",
                        "upstream"));
                int[] winner = winner(r, y, x);
                wires.add(wire(
                        right + x * SIDE + SIDE / 2,
                        down + y * SIDE + ABOVE_TEXT,
                        LEFT + winner[1] * SIDE + SIDE / 2,
                        TOP + winner[0] * SIDE + ABOVE_TEXT));
            }
        }
        int width = right + r.upstream().get(0).size() * SIDE + LEFT;
        return new RoutingDrawing(width, TOP + rows * SIDE + 4, right, squares, wires);
    }

    private static Square square(int x, int y, String value, String gradient, String kind) {
        return new Square(
                x, y, SIDE, x + SIDE / 2, y + SIDE / 2 + 5, value, gradient, kind, x + SIDE - 5, y + SIDE - 5);
    }

    private static Wire wire(int x1, int y1, int x2, int y2) {
        int middle = (x1 + x2) / 2;
        String path = "M" + x1 + " " + y1 + "C" + middle + " " + y1 + " " + middle + " " + y2 + " " + x2 + " " + y2;
        return new Wire(path, x1, y1, x2, y2);
    }

    private static int[] winner(Routing r, int top, int left) {
        int[] best = {top, left};
        for (int y = top; y < top + r.kernel(); y++) {
            for (int x = left; x < left + r.kernel(); x++) {
                if (r.values().get(y).get(x) > r.values().get(best[0]).get(best[1])) {
                    best = new int[] {y, x};
                }
            }
        }
        return best;
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
