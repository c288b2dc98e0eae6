package org.bestiary.reports.chart;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.bestiary.common.AtomicFile;
import org.bestiary.reports.run.RunException;

/** Charts as files: SVG, and PNG painted from the same SVG at twice its size. */
public final class ChartFile {
    private static final double TITLE = 16;
    private static final double SIZE = 12;
    private static final double MARGIN = 16;
    private static final double LINE = 19;
    private static final int SCALE = 2;

    private ChartFile() {}

    static String svg(Chart chart, int width, int height) {
        Drawing file = new Drawing(width, height);
        file.text(
                MARGIN,
                MARGIN + 12,
                Drawing.shortened(chart.title(), TITLE, width - 2 * MARGIN),
                Drawing.Anchor.START,
                TITLE,
                Colour.INK,
                true);
        double top = legend(chart.keys(), file, width);
        Drawing inner = new Drawing(width - 2 * MARGIN, Math.max(120, height - top - MARGIN));
        chart.draw(inner);
        return file.inset(inner, MARGIN, top).file();
    }

    /** Draws the legend in as many lines as it needs, at most a third of the height, and says where it ends. */
    private static double legend(List<Chart.Key> keys, Drawing file, int width) {
        double x = MARGIN;
        double y = MARGIN + 32;
        for (int i = 0; i < keys.size(); i++) {
            Chart.Key key = keys.get(i);
            String name = Drawing.shortened(key.name(), SIZE, width / 2.0);
            double wide = 24 + Drawing.widthOf(name, SIZE) + 14;
            if (x > MARGIN && x + wide > width - MARGIN) {
                x = MARGIN;
                y += LINE;
            }
            if (y > file.height() / 3) {
                file.text(
                        x,
                        y + 4,
                        "and " + (keys.size() - i) + " more",
                        Drawing.Anchor.START,
                        SIZE,
                        Colour.MUTED,
                        false);
                break;
            }
            file.line(x, y, x + 18, y, key.colour(), 3, key.dash());
            file.text(x + 24, y + 4, name, Drawing.Anchor.START, SIZE, Colour.MUTED, false);
            x += wide;
        }
        return keys.isEmpty() ? MARGIN + 26 : y + 16;
    }

    /**
     * Writes {@code name.svg} and {@code name.png}.
     *
     * @param folder where to; made if it is missing
     * @param name of the files, without ending
     * @return the two files
     * @throws RunException if they cannot be written
     */
    public static List<Path> write(Chart chart, Path folder, String name, int width, int height) {
        String markup = chart.file(width, height);
        Path svg = folder.resolve(name + ".svg");
        Path png = folder.resolve(name + ".png");
        try {
            Files.createDirectories(folder);
            AtomicFile.write(svg, markup.getBytes(StandardCharsets.UTF_8));
            BufferedImage image = paint(markup);
            AtomicFile.write(png, out -> ImageIO.write(image, "png", out));
        } catch (IOException e) {
            throw RunException.cannotWrite(folder, e);
        }
        return List.of(svg, png);
    }

    /**
     * Paints one of our SVG documents.
     *
     * @throws RunException where Java has no fonts
     */
    public static BufferedImage paint(String svg) {
        try {
            // The painter takes the first family or a serif one, and Java has its own name for what every system has.
            String painted = svg.replaceFirst("font-family=\"[^\"]*\"", "font-family=\"SansSerif\"");
            SVGDocument document = new SVGLoader()
                    .load(
                            new ByteArrayInputStream(painted.getBytes(StandardCharsets.UTF_8)),
                            null,
                            LoaderContext.createDefault());
            if (document == null) {
                throw new RunException("a chart must be well-formed SVG to be painted, but this one is not; write the"
                        + " charts again");
            }
            int width = Math.round(document.size().width);
            int height = Math.round(document.size().height);
            BufferedImage image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = image.createGraphics();
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            pen.scale(SCALE, SCALE);
            document.renderWithPlatform(NullPlatformSupport.INSTANCE, pen, new ViewBox(width, height));
            pen.dispose();
            return image;
        } catch (LinkageError | InternalError e) {
            throw new RunException(
                    "PNG files need Java's desktop module and at least one font, which are missing here ("
                            + e.getMessage() + "); install fontconfig and a font, or take the SVG files",
                    e);
        }
    }
}
