package org.bestiary.datasets.strokes;

import java.util.List;
import org.bestiary.datasets.RandomStream;

/**
 * Writes one digit: picks a way of writing it, moves its points a little, bends it, places it and draws it.
 *
 * <p>All spreads were chosen so that the shapes look handwritten, the classes stay legible, and pixels alone do not give
 * the class away (a linear classifier needs digits that stand still). Not thread safe; the result depends on the stream
 * only.
 */
public final class Handwriting {
    private static final int STEPS = 6; // line pieces per span between two points
    private static final int GRID = 3; // knots of the elastic bend per side

    private final int side;
    private final Ink ink;
    private final double[][] bendX = new double[GRID][GRID];
    private final double[][] bendY = new double[GRID][GRID];

    /**
     * A writer on square paper.
     *
     * @param side of the paper in pixels, at least 16
     */
    public Handwriting(int side) {
        this.side = side;
        this.ink = new Ink(side);
    }

    /**
     * Writes a digit.
     *
     * @param digit 0 to 9
     * @param random where every choice comes from
     * @param into receives {@code side * side} grey values, 0 for paper to 255 for ink
     * @param offset of the first of them
     */
    public void write(int digit, RandomStream random, byte[] into, int offset) {
        List<Prototype> ways = Prototypes.of(digit);
        Prototype way = ways.get(random.nextInt(ways.size()));
        Placement placement = Placement.random(side, random);
        Pen pen = Pen.random(side, random);
        for (int i = 0; i < GRID; i++) {
            for (int j = 0; j < GRID; j++) {
                bendX[i][j] = 0.065 * random.nextGaussian();
                bendY[i][j] = 0.065 * random.nextGaussian();
            }
        }
        double[] x = way.x().clone();
        double[] y = way.y().clone();
        for (int i = 0; i < x.length; i++) {
            x[i] += 0.013 * random.nextGaussian();
            y[i] += 0.013 * random.nextGaussian();
        }
        ink.clear();
        for (int[] run : way.runs()) {
            draw(run, x, y, placement, pen);
        }
        ink.develop(into, offset);
    }

    /** Draws a run as a Catmull-Rom curve: it passes through every point and is smooth between the ends. */
    private void draw(int[] run, double[] x, double[] y, Placement placement, Pen pen) {
        Ink.Dot last = null;
        for (int span = 0; span + 1 < run.length; span++) {
            int a = run[Math.max(span - 1, 0)];
            int b = run[span];
            int c = run[span + 1];
            int d = run[Math.min(span + 2, run.length - 1)];
            for (int step = span == 0 ? 0 : 1; step <= STEPS; step++) {
                double t = (double) step / STEPS;
                double px = curve(x[a], x[b], x[c], x[d], t);
                double py = curve(y[a], y[b], y[c], y[d], t);
                double bx = px + bend(bendX, px, py);
                double by = py + bend(bendY, px, py);
                Ink.Dot dot = pen.dot(placement.x(bx, by), placement.y(bx, by), (span + t) / (run.length - 1));
                if (last != null) {
                    ink.line(last, dot);
                }
                last = dot;
            }
        }
    }

    private static double curve(double a, double b, double c, double d, double t) {
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
    }

    /** The elastic displacement at a point: knots on a grid over the box, joined smoothly. */
    private static double bend(double[][] knots, double x, double y) {
        double u = Math.min(Math.max(x, 0), 1) * (GRID - 1);
        double v = Math.min(Math.max(y, 0), 1) * (GRID - 1);
        int column = Math.min((int) u, GRID - 2);
        int row = Math.min((int) v, GRID - 2);
        double right = smooth(u - column);
        double down = smooth(v - row);
        return (1 - down) * ((1 - right) * knots[row][column] + right * knots[row][column + 1])
                + down * ((1 - right) * knots[row + 1][column] + right * knots[row + 1][column + 1]);
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    /** Where the box lies on the paper: size, proportion, slant, turn and shift as one affine map. */
    private record Placement(double xx, double xy, double yx, double yy, double left, double top) {
        static Placement random(int side, RandomStream random) {
            double height = side * random.uniform(0.52, 0.80);
            double width = height * random.uniform(0.62, 1.0);
            double slant = 0.12 + 0.18 * random.nextGaussian();
            double turn = 0.13 * random.nextGaussian();
            double cos = StrictMath.cos(turn);
            double sin = StrictMath.sin(turn);
            double room = 0.10 * side;
            return new Placement(
                    cos * width,
                    -cos * slant * height - sin * height,
                    sin * width,
                    -sin * slant * height + cos * height,
                    side / 2.0 + random.uniform(-room, room),
                    side / 2.0 + random.uniform(-room, room));
        }

        double x(double x, double y) {
            return left + xx * (x - 0.5) + xy * (y - 0.5);
        }

        double y(double x, double y) {
            return top + yx * (x - 0.5) + yy * (y - 0.5);
        }
    }

    /** The pen of one writing: its width, how hard it presses at the beginning, middle and end, how dark its ink is. */
    private record Pen(double radius, double begin, double middle, double end, double dark, double fade) {
        static Pen random(int side, RandomStream random) {
            double radius = side / 28.0 * random.uniform(0.65, 1.45);
            return new Pen(
                    radius,
                    random.uniform(0.8, 1.15),
                    random.uniform(0.85, 1.15),
                    random.uniform(0.6, 1.05),
                    random.uniform(0.75, 1.0),
                    random.uniform(-0.2, 0.05));
        }

        Ink.Dot dot(double x, double y, double t) {
            double press = t < 0.5 ? begin + 2 * t * (middle - begin) : middle + (2 * t - 1) * (end - middle);
            return new Ink.Dot(x, y, radius * press, Math.min(1, dark + t * fade));
        }
    }
}
