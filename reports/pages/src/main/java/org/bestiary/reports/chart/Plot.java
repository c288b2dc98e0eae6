package org.bestiary.reports.chart;

/** The rectangle in a drawing that an axis below and one at the left span. */
record Plot(Drawing drawing, double left, double top, double right, double bottom) {
    /** From 0..1 on the axis below to the drawing. */
    double x(double share) {
        return left + share * (right - left);
    }

    /** From 0..1 on the axis at the left to the drawing. */
    double y(double share) {
        return bottom - share * (bottom - top);
    }

    void horizontalGrid(Axis axis, Axis.Unit unit, double size) {
        for (double tick : axis.ticks()) {
            double y = y(axis.at(tick));
            drawing.line(left, y, right, y, Colour.LINE, 1, "");
            drawing.text(
                    left - 7, y + size * 0.35, Axis.label(tick, unit), Drawing.Anchor.END, size, Colour.MUTED, false);
        }
    }

    void verticalGrid(Axis axis) {
        for (double tick : axis.ticks()) {
            drawing.line(x(axis.at(tick)), top, x(axis.at(tick)), bottom, Colour.LINE, 1, "");
        }
    }

    /** Labels below; those that would touch the one before are left out. */
    void ticksBelow(Axis axis, Axis.Unit unit, double size) {
        double free = Double.NEGATIVE_INFINITY;
        for (double tick : axis.ticks()) {
            String label = Axis.label(tick, unit);
            double half = Drawing.widthOf(label, size) / 2;
            double x = x(axis.at(tick));
            if (x - half > free) {
                drawing.text(x, bottom + size + 5, label, Drawing.Anchor.MIDDLE, size, Colour.MUTED, false);
                free = x + half + 6;
            }
        }
    }
}
