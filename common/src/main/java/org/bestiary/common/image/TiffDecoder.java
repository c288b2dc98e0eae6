package org.bestiary.common.image;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The first page of a TIFF by TwelveMonkeys' decoder: grey, colour, palette and CMYK of up to 16 bits, with or without alpha.
 * The stored values are taken as they are, and made colours here.
 */
final class TiffDecoder implements ImageDecoder {
    private static final ImageReaderSpi READER = new TIFFImageReaderSpi();
    private static final int WHITE_IS_ZERO = 0;
    private static final int BLACK_IS_ZERO = 1;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int INKS = 5;
    private static final int YCC = 6;
    private static final int ASSOCIATED = 1;
    private static final int UNASSOCIATED = 2;
    private static final Set<Long> FAX = Set.of(2L, 3L, 4L);
    /** None, fax, LZW, JPEG, Deflate and PackBits. */
    private static final Set<Long> COMPRESSIONS = Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 32_773L, 32_946L);

    @Override
    public Stored decode(byte[] file) throws IOException {
        TiffDirectory directory = new TiffDirectory(file);
        int width = small(directory.number(TiffDirectory.WIDTH, 0));
        int height = small(directory.number(TiffDirectory.HEIGHT, 0));
        int samples = small(directory.number(TiffDirectory.SAMPLES, 1));
        int bits = small(directory.number(TiffDirectory.BITS, 1));
        int photometric = photometric(directory, samples);
        check(directory, bits, samples, photometric);
        ImageLimits.check(width, height, (bits + 7) / 8 * samples * 2);
        checkParts(directory, file.length);
        Raster raster = PlatformReaders.read(
                READER,
                new MemoryStream(directory.plain()),
                // The reader makes colours of brightness and differences, but only in whole images.
                reader -> photometric == YCC ? reader.read(0).getRaster() : reader.readRaster(0, null));
        int alpha = alpha(directory, photometric);
        byte[] rgb = opaque(raster, directory, photometric, bits);
        if (alpha >= 0) {
            boolean premultiplied =
                    directory.numbers(TiffDirectory.EXTRA_SAMPLES).contains((long) ASSOCIATED);
            byte[] values = Colours.withAlpha(rgb, Rasters.bytes(bands(raster, alpha, 1), bits));
            rgb = Colours.rgb(values, 4, premultiplied);
        }
        return new Stored(
                width,
                height,
                rgb,
                switch (photometric) {
                    case WHITE_IS_ZERO, BLACK_IS_ZERO -> ImageFacts.Colours.GREY;
                    case PALETTE -> ImageFacts.Colours.PALETTE;
                    case INKS -> ImageFacts.Colours.INKS;
                    default -> ImageFacts.Colours.RGB;
                },
                bits,
                alpha >= 0,
                Orientation.valid(small(directory.number(TiffDirectory.ORIENTATION, Orientation.UPRIGHT))),
                directory.has(TiffDirectory.PROFILE),
                directory.several());
    }

    private static int small(long number) {
        return (int) Math.min(Integer.MAX_VALUE / 16, number);
    }

    /** How values are meant; guessed as other readers do if the file does not say it. */
    private static int photometric(TiffDirectory directory, int samples) {
        int otherwise = BLACK_IS_ZERO;
        if (FAX.contains(directory.number(TiffDirectory.COMPRESSION, 1))) {
            otherwise = WHITE_IS_ZERO;
        } else if (directory.has(TiffDirectory.COLOUR_MAP)) {
            otherwise = PALETTE;
        } else if (samples >= 3) {
            otherwise = RGB;
        }
        return small(directory.number(TiffDirectory.PHOTOMETRIC, otherwise));
    }

    private static void check(TiffDirectory directory, int bits, int samples, int photometric) {
        List<Long> formats = directory.numbers(TiffDirectory.SAMPLE_FORMAT);
        if (formats.contains(3L) || formats.contains(6L)) {
            throw unsupported("floating-point values, which do not say what is black and what is white");
        }
        if (formats.contains(2L) || formats.contains(5L)) {
            throw unsupported("values with a sign");
        }
        List<Long> all = directory.numbers(TiffDirectory.BITS);
        if (bits < 1 || bits > 16 || all.stream().anyMatch(b -> b != bits)) {
            throw unsupported(
                    all.stream().distinct().limit(3).map(String::valueOf).collect(Collectors.joining(", "))
                            + " bits per value");
        }
        boolean known = photometric <= PALETTE || photometric == INKS || photometric == YCC && bits == 8;
        if (!known || directory.number(TiffDirectory.INK_SET, 1) != 1) {
            throw unsupported(
                    switch (photometric) {
                        case INKS -> "inks other than CMYK";
                        case 8, 9, 10 -> "L*a*b* colours";
                        case 32_803, 34_892 -> "values of a camera's sensor";
                        default -> "colours of kind " + photometric;
                    });
        }
        if (samples < bands(photometric) || samples > 8) {
            throw Undecodable.damaged("it says that a pixel has " + samples + " values");
        }
        long compression = directory.number(TiffDirectory.COMPRESSION, 1);
        if (!COMPRESSIONS.contains(compression)) {
            throw unsupported("compression " + compression);
        }
    }

    private static Undecodable unsupported(String what) {
        return new Undecodable("is a TIFF with " + what
                + ", which is not supported; save it with 8 or 16 bits in grey or RGB, packed by LZW or Deflate.");
    }

    /** Strips and tiles lie within the file, and tiles are not larger than any image. */
    private static void checkParts(TiffDirectory directory, long length) {
        boolean tiled = directory.has(TiffDirectory.TILE_OFFSETS);
        List<Long> offsets = directory.numbers(tiled ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS);
        List<Long> bytes = directory.numbers(tiled ? TiffDirectory.TILE_BYTES : TiffDirectory.STRIP_BYTES);
        for (int i = 0; i < offsets.size(); i++) {
            if (offsets.get(i) + (i < bytes.size() ? bytes.get(i) : 1) > length) {
                throw Undecodable.cutOff();
            }
        }
        for (int tag : List.of(TiffDirectory.TILE_WIDTH, TiffDirectory.TILE_HEIGHT)) {
            if (directory.number(tag, 1) < 1 || directory.number(tag, 1) > ImageLimits.MAX_SIDE) {
                throw Undecodable.damaged("its tiles are " + directory.number(tag, 1) + " pixels wide or high");
            }
        }
    }

    private static int bands(int photometric) {
        return switch (photometric) {
            case RGB, YCC -> 3;
            case INKS -> 4;
            default -> 1;
        };
    }

    /** The place of the value that is alpha; -1 without one. */
    private static int alpha(TiffDirectory directory, int photometric) {
        List<Long> extra = directory.numbers(TiffDirectory.EXTRA_SAMPLES);
        return IntStream.range(0, extra.size())
                .filter(i -> extra.get(i) == ASSOCIATED || extra.get(i) == UNASSOCIATED)
                .map(i -> bands(photometric) + i)
                .findFirst()
                .orElse(-1);
    }

    private static Raster bands(Raster raster, int first, int count) {
        if (first + count > raster.getNumBands()) {
            throw Undecodable.damaged("its pixels have fewer values than it says");
        }
        int[] chosen = IntStream.range(first, first + count).toArray();
        return raster.createChild(
                raster.getMinX(),
                raster.getMinY(),
                raster.getWidth(),
                raster.getHeight(),
                raster.getMinX(),
                raster.getMinY(),
                chosen);
    }

    private static byte[] opaque(Raster raster, TiffDirectory directory, int photometric, int bits) {
        Raster wanted = bands(raster, 0, bands(photometric));
        if (photometric == PALETTE) {
            return Colours.fromTable(Rasters.places(wanted), table(directory.numbers(TiffDirectory.COLOUR_MAP)));
        }
        byte[] values = Rasters.bytes(wanted, bits);
        if (photometric == WHITE_IS_ZERO) {
            Colours.invert(values);
        }
        return photometric == INKS ? Colours.fromInks(values) : Colours.rgb(values, bands(photometric), false);
    }

    /** All reds, all greens, all blues, of 16 bits each; some programs write 8. */
    private static byte[] table(List<Long> map) {
        int shift = map.stream().allMatch(value -> value < 256) ? 0 : 8;
        int colours = map.size() / 3;
        byte[] table = new byte[3 * colours];
        for (int i = 0; i < colours; i++) {
            for (int c = 0; c < 3; c++) {
                table[3 * i + c] = (byte) (map.get(c * colours + i) >> shift);
            }
        }
        return table;
    }
}
