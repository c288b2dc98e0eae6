package org.bestiary.zoo.plot;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Network;

/**
 * The picture of a network, as SVG or PNG. A convolution and its normalisation and activation are one box; the boxes of a
 * block stand in a frame with its name; equal blocks in a row are drawn once, with their number.
 */
public final class NetworkPlot {
    private static final double BOX_WIDTH = 176;
    private static final double BOX_HEIGHT = 36;
    private static final double COLUMN = 206;
    private static final double ROW = 66;
    private static final double MARGIN = 24;
    private static final double TITLE = 34;
    private static final double FRAME = 12;

    /** Room at the left for the names of blocks. */
    private static final double GUTTER = 110;

    private static final double LEAST_WIDTH = 420;

    /** Where a PNG is no longer drawn at full size, in pixels. */
    private static final double LARGEST = 16_000;

    private static final double SCALE = 1.5;

    private final Network network;
    private final List<Box> boxes;
    private final Layout layout;
    private final double width;
    private final double height;

    private NetworkPlot(Network network) {
        this.network = network;
        this.boxes = Boxes.of(network);
        Box output = boxes.stream()
                .filter(b -> b.nodes().contains(network.outputs().get(0)))
                .findFirst()
                .orElseThrow();
        this.layout = new Layout(boxes, output);
        this.width = Math.max(
                LEAST_WIDTH, (layout.rightmost() - layout.leftmost()) * COLUMN + COLUMN + 2 * MARGIN + 2 * GUTTER);
        this.height = layout.rowCount() * ROW + 2 * MARGIN + TITLE;
    }

    /** The picture as an SVG document. */
    public static String svg(Network network) {
        NetworkPlot plot = new NetworkPlot(network);
        SvgCanvas canvas = new SvgCanvas(plot.width, plot.height);
        plot.draw(canvas);
        return canvas.document();
    }

    /** The picture as an image of at most 16,000 pixels a side. */
    public static BufferedImage image(Network network) {
        NetworkPlot plot = new NetworkPlot(network);
        double scale = Math.min(SCALE, LARGEST / Math.max(plot.width, plot.height));
        RasterCanvas canvas = new RasterCanvas(plot.width, plot.height, scale);
        plot.draw(canvas);
        return canvas.image();
    }

    /**
     * Writes the picture, as the ending of the file's name says.
     *
     * @throws ZooException if the name ends in neither .svg nor .png, or the file cannot be written
     */
    public static void write(Network network, Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".svg")) {
                Files.writeString(file, svg(network));
            } else if (name.endsWith(".png")) {
                ImageIO.write(image(network), "png", file.toFile());
            } else {
                throw new ZooException("a picture's file must end in .svg or .png, but got " + file.getFileName());
            }
        } catch (IOException e) {
            throw new ZooException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private void draw(Canvas canvas) {
        canvas.text(
                MARGIN,
                MARGIN + 14,
                network.id() + "  " + network.input() + ", " + network.classes()
                        + (network.classes() == 1 ? " output" : " classes"),
                16,
                true,
                Canvas.Align.START);
        frames(canvas);
        for (Box box : boxes) {
            box.inputs().forEach(from -> line(canvas, from, box));
        }
        boxes.forEach(b -> box(canvas, b));
    }

    private double middle(double column) {
        return MARGIN + GUTTER + COLUMN / 2 + (column - layout.leftmost()) * COLUMN;
    }

    private double top(int row) {
        return TITLE + MARGIN + row * ROW;
    }

    private void box(Canvas canvas, Box box) {
        double x = middle(layout.column(box));
        double y = top(layout.row(box));
        canvas.rectangle(x - BOX_WIDTH / 2, y, BOX_WIDTH, BOX_HEIGHT, Colours.of(box.kind()), 0x777777);
        String subtitle = box.subtitle();
        canvas.text(x, y + (subtitle.isEmpty() ? 22 : 15), box.title(), 12, true, Canvas.Align.MIDDLE);
        canvas.text(x, y + 29, subtitle, 10, false, Canvas.Align.MIDDLE);
        // The shape, below the box and beside the line that leaves it.
        canvas.text(x + 5, y + BOX_HEIGHT + 12, box.output().toString(), 9, false, Canvas.Align.START);
    }

    private void line(Canvas canvas, Box from, Box to) {
        List<double[]> points = new ArrayList<>();
        points.add(new double[] {middle(layout.column(from)), top(layout.row(from)) + BOX_HEIGHT});
        int row = layout.row(from) + 1;
        for (double column : layout.way(from, to)) {
            points.add(new double[] {middle(column), top(row) - 4});
            points.add(new double[] {middle(column), top(row) + BOX_HEIGHT + 2});
            row++;
        }
        // Lines that come from the side end beside the middle, so that they can be told apart.
        double x = middle(layout.column(to));
        double side = Math.signum(points.get(points.size() - 1)[0] - x) * BOX_WIDTH / 6;
        points.add(new double[] {x + side, top(layout.row(to)) - 1});
        canvas.arrow(points);
    }

    private void frames(Canvas canvas) {
        Map<String, List<Box>> groups = new LinkedHashMap<>();
        boxes.forEach(
                b -> groups.computeIfAbsent(b.group(), g -> new ArrayList<>()).add(b));
        groups.remove("");
        groups.forEach((name, members) -> {
            double left = members.stream().mapToDouble(layout::column).min().orElseThrow();
            double right = members.stream().mapToDouble(layout::column).max().orElseThrow();
            int first = members.stream().mapToInt(layout::row).min().orElseThrow();
            int last = members.stream().mapToInt(layout::row).max().orElseThrow();
            double x = middle(left) - BOX_WIDTH / 2 - FRAME;
            double end = middle(right) + BOX_WIDTH / 2 + FRAME;
            canvas.rectangle(
                    x,
                    top(first) - FRAME,
                    end - x,
                    (last - first) * ROW + BOX_HEIGHT + 2 * FRAME + 2,
                    0xfafafa,
                    0xbbbbbb);
            // Names stand at the outer side: the left of the main way, the right of what branches off from it.
            boolean main = layout.isMainWay(members.get(0));
            Canvas.Align align = main ? Canvas.Align.END : Canvas.Align.START;
            double at = main ? x - 6 : end + 6;
            canvas.text(at, top(first) + 4, name, 11, true, align);
            int repeats = members.get(0).repeats();
            if (repeats > 1) {
                canvas.text(at, top(first) + 22, "× " + repeats, 16, true, align);
            }
        });
    }
}
