package org.bestiary.common.image;

import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/**
 * The values of decoded rasters as bytes, as they were stored. Never through a colour model: that of grey values brightens
 * them, and its tables are not safe for several threads.
 */
final class Rasters {
    private Rasters() {}

    /**
     * All values, scaled to 8 bits: of more than 8 the highest 8 are kept, fewer are spread over 0 to 255.
     *
     * @param raster of unsigned values
     * @return its bands in their order, pixel by pixel
     */
    static byte[] bytes(Raster raster) {
        return bytes(raster, 0, true);
    }

    /**
     * All values, scaled to 8 bits.
     *
     * @param raster of unsigned values
     * @param bits that each value really has
     * @return its bands in their order, pixel by pixel
     */
    static byte[] bytes(Raster raster, int bits) {
        return bytes(raster, bits, true);
    }

    /**
     * Places in a table of at most 256 colours.
     *
     * @param raster of one band
     * @return a place per pixel
     */
    static byte[] places(Raster raster) {
        return bytes(raster, 0, false);
    }

    private static byte[] bytes(Raster raster, int bits, boolean scaled) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        byte[] to = new byte[width * height * bands];
        if (bits == 0
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel model
                && raster.getDataBuffer() instanceof DataBufferByte data
                && data.getNumBanks() == 1) {
            copy(raster, model, data, to);
            return to;
        }
        byte[][] tables = new byte[bands][];
        int[] shifts = new int[bands];
        for (int b = 0; b < bands; b++) {
            int has = bits == 0 ? raster.getSampleModel().getSampleSize(b) : bits;
            tables[b] = scaled && has < 8 ? spread(has) : null;
            shifts[b] = Math.max(0, has - 8);
        }
        int[] row = new int[width * bands];
        for (int y = 0, at = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int i = 0, b = 0; i < row.length; i++, b = b + 1 == bands ? 0 : b + 1) {
                to[at++] = tables[b] == null ? (byte) (row[i] >>> shifts[b]) : tables[b][row[i]];
            }
        }
        return to;
    }

    private static void copy(Raster raster, PixelInterleavedSampleModel model, DataBufferByte data, byte[] to) {
        byte[] from = data.getData();
        int bands = raster.getNumBands();
        int pixel = model.getPixelStride();
        int[] offsets = model.getBandOffsets();
        int first = data.getOffset()
                - raster.getSampleModelTranslateX() * pixel
                - raster.getSampleModelTranslateY() * model.getScanlineStride();
        int at = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            int p = first + (raster.getMinY() + y) * model.getScanlineStride() + raster.getMinX() * pixel;
            if (bands == 3) {
                int red = offsets[0];
                int green = offsets[1];
                int blue = offsets[2];
                for (int end = at + 3 * raster.getWidth(); at < end; at += 3, p += pixel) {
                    to[at] = from[p + red];
                    to[at + 1] = from[p + green];
                    to[at + 2] = from[p + blue];
                }
            } else {
                for (int x = 0; x < raster.getWidth(); x++, p += pixel) {
                    for (int b = 0; b < bands; b++) {
                        to[at++] = from[p + offsets[b]];
                    }
                }
            }
        }
    }

    /** For every value of so few bits the byte that stands for it. */
    static byte[] spread(int bits) {
        int largest = (1 << bits) - 1;
        byte[] table = new byte[largest + 1];
        for (int v = 0; v <= largest; v++) {
            table[v] = (byte) (v * 255 / largest);
        }
        return table;
    }
}
