package org.bestiary.common.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.spi.ImageReaderSpi;

/**
 * WebP by TwelveMonkeys' decoder: lossless files give the exact values; of lossy ones colours differ by about 1 of 255 from
 * libwebp, which smooths them between pixels. Of an animated file the first frame, at its place on the canvas. The decoder
 * is given the frame's own data alone, so that it applies no colour profile.
 */
final class WebpDecoder implements ImageDecoder {
    private static final ImageReaderSpi READER = new WebPImageReaderSpi();
    private static final int ANIMATED = 1 << 1;
    private static final int PROFILE = 1 << 5;
    private static final int HEADER = 12;
    /** More bytes than the decoder looks ahead: where it finds no more, it goes on with what it has. */
    private static final int AHEAD = 16;

    @Override
    public Stored decode(byte[] file) throws IOException {
        Bytes bytes = new Bytes(file, true);
        long end = 8 + bytes.u32(4);
        bytes.within(0, end);
        int flags = bytes.startsWith(HEADER, "VP8X") ? bytes.u8(20) : 0;
        boolean animated = (flags & ANIMATED) != 0;
        WebpFrame whole = new WebpFrame(bytes, HEADER, end);
        WebpFrame frame = animated ? whole.first() : whole;
        ImageLimits.check(frame.width(), frame.height(), 8);
        int width = animated ? 1 + bytes.u24(24) : frame.width();
        int height = animated ? 1 + bytes.u24(27) : frame.height();
        ImageLimits.check(width, height, 8);
        Raster raster = PlatformReaders.read(
                READER,
                new MemoryStream(frame.alone(), AHEAD),
                reader -> reader.read(0).getRaster());
        int bands = raster.getNumBands();
        byte[] values = Rasters.bytes(raster);
        if (frame.hasPlainAlpha()) {
            values = Colours.withAlpha(values, frame.plainAlpha());
            bands = 4;
        }
        byte[] rgb = Colours.rgb(values, bands, false);
        return new Stored(
                width,
                height,
                animated ? onCanvas(rgb, frame, width, height) : rgb,
                ImageFacts.Colours.RGB,
                8,
                bands == 4,
                whole.orientation(),
                (flags & PROFILE) != 0,
                animated);
    }

    private static byte[] onCanvas(byte[] rgb, WebpFrame frame, int width, int height) {
        if (frame.left() + frame.width() > width || frame.top() + frame.height() > height) {
            throw Undecodable.damaged("its first frame reaches beyond the canvas");
        }
        byte[] canvas = new byte[width * height * 3];
        Arrays.fill(canvas, (byte) 255);
        int row = frame.width() * 3;
        for (int y = 0; y < frame.height(); y++) {
            System.arraycopy(rgb, y * row, canvas, ((frame.top() + y) * width + frame.left()) * 3, row);
        }
        return canvas;
    }
}
