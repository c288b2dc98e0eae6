package org.bestiary.reports.chart;

import java.util.ArrayList;
import java.util.List;

/** Puts names beside points where there is room; a name for which there is none is left to the tip and the table. */
final class Labels {
    private static final double LONGEST = 210;

    private final Plot plot;
    private final List<Box> taken = new ArrayList<>();
    private final List<Wish> wishes = new ArrayList<>();

    Labels(Plot plot) {
        this.plot = plot;
    }

    private record Box(double left, double top, double right, double bottom) {
        boolean touches(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    private record Wish(double x, double y, double radius, String text) {}

    /** Keeps names away from the middle of a point. */
    void occupy(double x, double y, double radius) {
        taken.add(new Box(x - radius, y - radius, x + radius, y + radius));
    }

    void want(double x, double y, double radius, String text) {
        wishes.add(new Wish(x, y, radius, text));
    }

    void draw(Drawing d, double size) {
        for (Wish w : wishes) {
            String text = Drawing.shortened(w.text(), size, Math.min(LONGEST, (plot.right() - plot.left()) / 3));
            double width = Drawing.widthOf(text, size);
            double side = w.radius() + 4;
            double[][] places = {
                {w.x() + side, w.y() - size / 2},
                {w.x() - side - width, w.y() - size / 2},
                {w.x() - width / 2, w.y() - side - size},
                {w.x() - width / 2, w.y() + side},
            };
            for (double[] at : places) {
                Box box = new Box(at[0], at[1], at[0] + width, at[1] + size);
                boolean inside = box.left() > plot.left()
                        && box.right() < plot.right() + 16
                        && box.top() > plot.top() - 10
                        && box.bottom() < plot.bottom() + 2;
                if (inside && taken.stream().noneMatch(box::touches)) {
                    taken.add(box);
                    // Lines of the grid and of other points pass behind the letters.
                    d.rectangle(at[0] - 1, at[1] - 1, width + 2, size + 3, Colour.GROUND, 0.7, "");
                    d.text(at[0], at[1] + size * 0.85, text, Drawing.Anchor.START, size, Colour.INK, false);
                    break;
                }
            }
        }
    }
}
