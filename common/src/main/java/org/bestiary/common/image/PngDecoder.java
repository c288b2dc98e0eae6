package org.bestiary.common.image;

import java.awt.image.Raster;
import java.io.IOException;

/**
 * PNG by the platform's own decoder, but for what it does by colour models: transparency, palettes, 16 bits. Gamma and
 * colour profiles are not applied.
 */
final class PngDecoder implements ImageDecoder {
    @Override
    public Stored decode(byte[] file) throws IOException {
        PngChunks chunks = PngChunks.read(file);
        int deep = chunks.depth() == 16 ? 2 : 1;
        ImageLimits.check(chunks.width(), chunks.height(), deep * chunks.bands());
        boolean ordinary = chunks.type() != PngChunks.PALETTE && chunks.transparent().length == 0;
        byte[] rgb = PlatformReaders.png(
                ordinary ? file : chunks.plain(file),
                reader -> rgb(reader.read(0).getRaster(), chunks));
        return new Stored(
                chunks.width(),
                chunks.height(),
                rgb,
                switch (chunks.type()) {
                    case PngChunks.PALETTE -> ImageFacts.Colours.PALETTE;
                    case PngChunks.GREY, 4 -> ImageFacts.Colours.GREY;
                    default -> ImageFacts.Colours.RGB;
                },
                chunks.depth(),
                chunks.alpha(),
                chunks.orientation(),
                chunks.profile(),
                chunks.animated());
    }

    private static byte[] rgb(Raster raster, PngChunks chunks) {
        if (chunks.type() == PngChunks.PALETTE) {
            return Colours.fromTable(Rasters.places(raster), onWhite(chunks.palette(), chunks.transparent()));
        }
        byte[] rgb = Colours.rgb(Rasters.bytes(raster), chunks.bands(), false);
        if (chunks.type() <= PngChunks.RGB && chunks.transparent().length >= 2 * chunks.bands()) {
            whiteWhere(raster, chunks, rgb);
        }
        return rgb;
    }

    /** A palette whose first colours have an alpha each. */
    private static byte[] onWhite(byte[] palette, byte[] alpha) {
        byte[] table = new byte[palette.length / 3 * 3];
        for (int i = 0; i < table.length; i++) {
            int opaque = i / 3 < alpha.length ? alpha[i / 3] & 0xFF : 255;
            table[i] = Colours.onWhite(palette[i] & 0xFF, opaque);
        }
        return table;
    }

    /** One colour is transparent, compared with all its bits. */
    private static void whiteWhere(Raster raster, PngChunks chunks, byte[] rgb) {
        Bytes transparent = new Bytes(chunks.transparent(), false);
        int bands = chunks.bands();
        int[] colour = new int[bands];
        for (int b = 0; b < bands; b++) {
            colour[b] = transparent.u16(2L * b);
        }
        int[] row = new int[raster.getWidth() * bands];
        for (int y = 0, at = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, raster.getWidth(), 1, row);
            for (int x = 0; x < row.length; x += bands, at += 3) {
                boolean match = true;
                for (int b = 0; b < bands; b++) {
                    match &= row[x + b] == colour[b];
                }
                for (int c = 0; match && c < 3; c++) {
                    rgb[at + c] = (byte) 255;
                }
            }
        }
    }
}
