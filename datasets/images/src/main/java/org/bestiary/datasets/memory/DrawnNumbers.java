package org.bestiary.datasets.memory;

import java.util.Arrays;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.ImageTable;

/**
 * Numbers as grey pictures for people: a single row of values per channel is drawn as a curve, one band below the other, and
 * a map as shades, its channels one below the other. Each channel has a scale of its own, the same in all images: from its
 * least to its largest value, but no farther than {@value #FAR} deviations from its mean.
 */
final class DrawnNumbers implements ImageTable {
    private static final int FAR = 4;
    private static final int LEAST_WIDTH = 96;
    private static final int MOST_WIDTH = 512;
    private static final int MOST_HEIGHT = 288;
    private static final int LEAST_BAND = 8;
    private static final int MOST_BAND = 64;
    private static final byte INK = (byte) 255;
    private static final byte LINE = 70;

    private final ImageTable table;
    private final float[] low;
    private final float[] high;
    private final int band;
    private final ImageShape shape;

    private DrawnNumbers(ImageTable table, float[] low, float[] high) {
        this.table = table;
        this.low = low;
        this.high = high;
        ImageShape of = table.shape();
        boolean curves = of.height() == 1;
        this.band = curves ? Math.max(LEAST_BAND, Math.min(MOST_BAND, MOST_HEIGHT / of.channels())) : of.height();
        int width = curves ? Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, of.width())) : of.width();
        this.shape = new ImageShape(1, band * of.channels(), width);
    }

    /** Pictures of a table; reads every number once for their scale. */
    static ImageTable of(ImageTable table) {
        int channels = table.shape().channels();
        float[] low = new float[channels];
        float[] high = new float[channels];
        Arrays.fill(low, Float.POSITIVE_INFINITY);
        Arrays.fill(high, Float.NEGATIVE_INFINITY);
        float[] numbers = new float[table.shape().values()];
        for (int i = 0; i < table.count(); i++) {
            table.readNumbers(i, numbers, 0);
            for (int k = 0; k < numbers.length; k++) {
                low[k % channels] = Math.min(low[k % channels], numbers[k]);
                high[k % channels] = Math.max(high[k % channels], numbers[k]);
            }
        }
        if (table.count() > 0) {
            ChannelStatistics statistics = ChannelStatistics.of(table);
            for (int c = 0; c < channels; c++) {
                double mean = statistics.mean().get(c);
                double far = FAR * statistics.std().get(c);
                low[c] = (float) Math.max(low[c], mean - far);
                high[c] = (float) Math.min(high[c], mean + far);
            }
        }
        return new DrawnNumbers(table, low, high);
    }

    @Override
    public int count() {
        return table.count();
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public int classes() {
        return table.classes();
    }

    @Override
    public int label(int index) {
        return table.label(index);
    }

    @Override
    public void read(int index, byte[] into, int offset) {
        ImageShape of = table.shape();
        float[] numbers = new float[of.values()];
        table.readNumbers(index, numbers, 0);
        Arrays.fill(into, offset, offset + shape.values(), (byte) 0);
        for (int c = 0; c < of.channels(); c++) {
            int top = offset + c * band * shape.width();
            if (of.height() == 1) {
                curve(numbers, c, into, top);
            } else {
                for (int i = 0; i < of.height() * of.width(); i++) {
                    into[top + i] = (byte) Math.round(255 * share(numbers[i * of.channels() + c], c));
                }
            }
        }
    }

    /** Each column shows all values that fall into it, joined to the last one before. */
    private void curve(float[] numbers, int channel, byte[] into, int top) {
        int length = table.shape().width();
        int channels = table.shape().channels();
        int width = shape.width();
        if (channel > 0) {
            Arrays.fill(into, top, top + width, LINE);
        }
        int before = row(numbers[channel], channel);
        for (int x = 0; x < width; x++) {
            int first = (int) ((long) x * length / width);
            int last = Math.max(first, (int) ((long) (x + 1) * length / width) - 1);
            for (int i = first; i <= last; i++) {
                int here = row(numbers[i * channels + channel], channel);
                for (int y = Math.min(before, here); y <= Math.max(before, here); y++) {
                    into[top + y * width + x] = INK;
                }
                before = here;
            }
        }
    }

    /** The row within a band, 1 at the top for the largest values. */
    private int row(float value, int channel) {
        return band - 1 - Math.round((band - 2) * share(value, channel));
    }

    private float share(float value, int channel) {
        float range = high[channel] - low[channel];
        return range > 0 ? Math.max(0, Math.min(1, (value - low[channel]) / range)) : 0.5f;
    }

    @Override
    public String sha256() {
        return TableDigest.of(this);
    }
}
