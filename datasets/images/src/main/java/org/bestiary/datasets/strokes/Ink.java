package org.bestiary.datasets.strokes;

import java.util.Arrays;

/**
 * A small canvas on which a round pen leaves ink. Coverage is computed from the distance to the pen's path on a grid of
 * twice the resolution and averaged down, so that edges are soft as in a scan. Reused from image to image; not thread
 * safe.
 */
final class Ink {
    private static final int FINE = 2;

    private final int side;
    private final int fineSide;
    private final float[] grid;

    Ink(int side) {
        this.side = side;
        this.fineSide = side * FINE;
        this.grid = new float[fineSide * fineSide];
    }

    void clear() {
        Arrays.fill(grid, 0f);
    }

    /**
     * Draws a line whose width and darkness change evenly from one end to the other.
     *
     * @param from x, y and radius in pixels, darkness 0 to 1
     * @param to the same at the other end
     */
    void line(Dot from, Dot to) {
        double ax = from.x() * FINE;
        double ay = from.y() * FINE;
        double dx = to.x() * FINE - ax;
        double dy = to.y() * FINE - ay;
        double perLength2 = 1 / Math.max(dx * dx + dy * dy, 1e-9);
        double reach = Math.max(from.radius(), to.radius()) * FINE + 1;
        int left = Math.max(0, (int) Math.floor(Math.min(ax, ax + dx) - reach));
        int right = Math.min(fineSide - 1, (int) Math.ceil(Math.max(ax, ax + dx) + reach));
        int top = Math.max(0, (int) Math.floor(Math.min(ay, ay + dy) - reach));
        int bottom = Math.min(fineSide - 1, (int) Math.ceil(Math.max(ay, ay + dy) + reach));
        double radius0 = from.radius() * FINE;
        double widening = to.radius() * FINE - radius0;
        double darkening = to.dark() - from.dark();
        for (int row = top; row <= bottom; row++) {
            double py = row + 0.5 - ay;
            for (int column = left; column <= right; column++) {
                double px = column + 0.5 - ax;
                double along = (px * dx + py * dy) * perLength2;
                along = along < 0 ? 0 : along > 1 ? 1 : along;
                double ox = px - along * dx;
                double oy = py - along * dy;
                double distance2 = ox * ox + oy * oy;
                double outside = radius0 + along * widening + 1;
                if (distance2 >= outside * outside) {
                    continue;
                }
                double edge = (outside - Math.sqrt(distance2)) / 2; // falls from 1 to 0 over two fine pixels
                float ink = (float) (Math.min(edge, 1) * (from.dark() + along * darkening));
                int cell = row * fineSide + column;
                grid[cell] = Math.max(grid[cell], ink);
            }
        }
    }

    /** Averages the grid down to {@code side * side} bytes, 0 for paper to 255 for ink. */
    void develop(byte[] into, int offset) {
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                float sum = 0;
                for (int y = 0; y < FINE; y++) {
                    for (int x = 0; x < FINE; x++) {
                        sum += grid[(row * FINE + y) * fineSide + column * FINE + x];
                    }
                }
                into[offset + row * side + column] = (byte) (int) (sum / (FINE * FINE) * 255 + 0.5f);
            }
        }
    }

    /**
     * A place on the pen's path.
     *
     * @param x in pixels from the left edge
     * @param y in pixels from the top edge
     * @param radius of the pen in pixels
     * @param dark 0 for no ink to 1 for full ink
     */
    record Dot(double x, double y, double radius, double dark) {}
}
