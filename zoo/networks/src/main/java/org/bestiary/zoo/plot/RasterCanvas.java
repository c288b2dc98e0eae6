package org.bestiary.zoo.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws into an image, at a scale. */
final class RasterCanvas implements Canvas {
    private static final double CORNER = 12;
    private static final double HEAD = 7;

    private final BufferedImage image;
    private final Graphics2D pen;

    RasterCanvas(double width, double height, double scale) {
        image = new BufferedImage(
                (int) Math.ceil(width * scale), (int) Math.ceil(height * scale), BufferedImage.TYPE_INT_RGB);
        pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        pen.transform(AffineTransform.getScaleInstance(scale, scale));
        pen.setStroke(new BasicStroke(1));
    }

    @Override
    public void rectangle(double x, double y, double w, double h, int fill, int line) {
        RoundRectangle2D shape = new RoundRectangle2D.Double(x, y, w, h, CORNER, CORNER);
        pen.setColor(new Color(fill));
        pen.fill(shape);
        pen.setColor(new Color(line));
        pen.draw(shape);
    }

    @Override
    public void arrow(List<double[]> points) {
        pen.setColor(new Color(0x555555));
        Path2D line = new Path2D.Double();
        line.moveTo(points.get(0)[0], points.get(0)[1]);
        points.subList(1, points.size()).forEach(p -> line.lineTo(p[0], p[1]));
        pen.draw(line);
        double[] tip = points.get(points.size() - 1);
        double[] before = points.get(points.size() - 2);
        double angle = Math.atan2(tip[1] - before[1], tip[0] - before[0]);
        Path2D head = new Path2D.Double();
        head.moveTo(tip[0], tip[1]);
        for (double turn : new double[] {0.45, -0.45}) {
            head.lineTo(tip[0] - HEAD * Math.cos(angle + turn), tip[1] - HEAD * Math.sin(angle + turn));
        }
        head.closePath();
        pen.fill(head);
    }

    @Override
    public void text(double x, double baseline, String text, int size, boolean bold, Align align) {
        pen.setColor(Color.BLACK);
        pen.setFont(new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size));
        Rectangle2D bounds = pen.getFontMetrics().getStringBounds(text, pen);
        double shift = align == Align.START ? 0 : bounds.getWidth() / (align == Align.MIDDLE ? 2 : 1);
        pen.drawString(text, (float) (x - shift), (float) baseline);
    }

    /** The image as drawn so far. */
    BufferedImage image() {
        return image;
    }
}
