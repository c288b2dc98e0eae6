package org.bestiary.experiments.explain;

import java.util.ArrayList;
import java.util.List;
import org.bestiary.experiments.explain.picture.Raster;
import org.bestiary.reports.html.Explanation.Figure;

/** Points in a plane with a colour and a shape for each class, so that classes can be told apart in grey too. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PlanePicture(double[][] points, int[] labels, List<String> classes) {
    private static final int SIDE = 720;
    private static final int MARGIN = 16;
    private static final int RADIUS = 5;
    private static final int THUMBNAIL = 24;
    private static final int GROUND = 0xf4f2ec;
    private static final int MOST_NAMES = 40;

    /** Okabe and Ito's eight colours, which colour-blind people tell apart, and two more. */
    private static final int[] COLOURS = {
        0x0072b2, 0xe69f00, 0x009e73, 0xd55e00, 0x56b4e9, 0xcc79a7, 0x000000, 0xb8a800, 0x7a4fbf, 0x8a5a2b
    };

    private int place(int point, int axis) {
        return MARGIN + (int) Math.round(points[point][axis] * (SIDE - 1 - 2 * MARGIN));
    }

    /** A mark for every point. */
    Raster dots() {
        Raster out = Raster.of(SIDE, SIDE, GROUND);
        for (int i = 0; i < points.length; i++) {
            mark(out, place(i, 0), place(i, 1), labels[i]);
        }
        return out;
    }

    /** Disc, square, diamond, triangle, cross: the shape changes with every class, the colour with every class too. */
    private static void mark(Raster out, int x, int y, int label) {
        for (int dy = -RADIUS; dy <= RADIUS; dy++) {
            for (int dx = -RADIUS; dx <= RADIUS; dx++) {
                boolean inside = switch (label % 5) {
                    case 0 -> dx * dx + dy * dy <= RADIUS * RADIUS;
                    case 1 -> Math.max(Math.abs(dx), Math.abs(dy)) < RADIUS;
                    case 2 -> Math.abs(dx) + Math.abs(dy) <= RADIUS;
                    case 3 -> 2 * Math.abs(dx) <= dy + RADIUS;
                    default -> Math.abs(dx) <= 1 || Math.abs(dy) <= 1;
                };
                if (inside) {
                    out.set(x + dx, y + dy, COLOURS[label % COLOURS.length]);
                }
            }
        }
    }

    /** The images in their places; one that would cover another is left out. */
    Raster thumbnails(List<Raster> images) {
        Raster out = Raster.of(SIDE, SIDE, GROUND);
        List<int[]> taken = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            int x = place(i, 0);
            int y = place(i, 1);
            if (taken.stream().noneMatch(t -> Math.max(Math.abs(t[0] - x), Math.abs(t[1] - y)) < THUMBNAIL)) {
                taken.add(new int[] {x, y});
                out.paste(shrunk(images.get(i)), x - THUMBNAIL / 2, y - THUMBNAIL / 2);
            }
        }
        return out;
    }

    /** Means of the pixels under each new one. */
    private static Raster shrunk(Raster image) {
        Raster out = Raster.of(THUMBNAIL, THUMBNAIL, 0);
        for (int y = 0; y < THUMBNAIL; y++) {
            for (int x = 0; x < THUMBNAIL; x++) {
                out.set(x, y, mean(image, x, y));
            }
        }
        return out;
    }

    private static int mean(Raster image, int x, int y) {
        int left = x * image.width() / THUMBNAIL;
        int right = Math.max(left + 1, (x + 1) * image.width() / THUMBNAIL);
        int top = y * image.height() / THUMBNAIL;
        int bottom = Math.max(top + 1, (y + 1) * image.height() / THUMBNAIL);
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int sum = 0;
            for (int v = top; v < bottom; v++) {
                for (int u = left; u < right; u++) {
                    sum += image.get(u, v) >> shift & 0xff;
                }
            }
            colour = colour << 8 | sum / ((right - left) * (bottom - top));
        }
        return colour;
    }

    /** The mark of each class, with its name below. */
    List<Figure> legend(Gallery gallery) {
        List<Figure> figures = new ArrayList<>();
        int side = 2 * RADIUS + 5;
        for (int c = 0; c < Math.min(MOST_NAMES, classes.size()); c++) {
            Raster mark = Raster.of(6 * side, side, GROUND);
            mark(mark, side / 2, side / 2, c);
            figures.add(gallery.keep("class-" + c, mark, "Mark of " + classes.get(c), classes.get(c))
                    .figure());
        }
        return figures;
    }
}
