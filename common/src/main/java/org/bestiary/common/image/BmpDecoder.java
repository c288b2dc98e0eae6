package org.bestiary.common.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;

/**
 * Windows bitmaps by the platform's own decoder. A fourth value of a pixel is not used: programs leave anything in it.
 */
final class BmpDecoder implements ImageDecoder {
    private static final int OLD_HEADER = 12;

    @Override
    public Stored decode(byte[] file) throws IOException {
        Bytes bytes = new Bytes(file, true);
        boolean old = bytes.u32(14) == OLD_HEADER;
        int width = old ? bytes.u16(18) : (int) bytes.u32(18);
        int height = old ? bytes.u16(20) : Math.abs((int) bytes.u32(22)); // negative if the first row is the upper one
        int bits = bytes.u16(old ? 24 : 28);
        long compression = old ? 0 : bytes.u32(30);
        if (compression == 4 || compression == 5) {
            throw new Undecodable("is a BMP around a JPEG or PNG, which is not supported; save it as one of these.");
        }
        ImageLimits.check(width, height, Math.max(1, bits / 8));
        byte[] rgb = PlatformReaders.bmp(file, reader -> rgb(reader.read(0)));
        return new Stored(
                width,
                height,
                rgb,
                bits <= 8 ? ImageFacts.Colours.PALETTE : ImageFacts.Colours.RGB,
                bits <= 8 ? bits : bits == 16 ? 5 : 8,
                false,
                Orientation.UPRIGHT,
                false,
                false);
    }

    private static byte[] rgb(BufferedImage image) {
        Raster raster = image.getRaster();
        if (image.getColorModel() instanceof IndexColorModel palette) {
            int[] colours = new int[palette.getMapSize()];
            palette.getRGBs(colours);
            byte[] table = new byte[colours.length * 3];
            for (int i = 0; i < colours.length; i++) {
                table[3 * i] = (byte) (colours[i] >> 16);
                table[3 * i + 1] = (byte) (colours[i] >> 8);
                table[3 * i + 2] = (byte) colours[i];
            }
            return Colours.fromTable(Rasters.places(raster), table);
        }
        int[] bands = {0, 1, 2};
        Raster three = raster.getNumBands() <= 3
                ? raster
                : raster.createChild(0, 0, raster.getWidth(), raster.getHeight(), 0, 0, bands);
        return Colours.rgb(Rasters.bytes(three), three.getNumBands(), false);
    }
}
