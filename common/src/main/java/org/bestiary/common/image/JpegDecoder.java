package org.bestiary.common.image;

import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageReader;

/**
 * JPEG by the platform's own decoder, which is libjpeg: grey, colour and inks of 8 bits, baseline and progressive. How
 * colours are meant is decided as libjpeg does, from the JFIF and Adobe markers and the ids of the components.
 */
final class JpegDecoder implements ImageDecoder {
    private static final int MAX_SCANS = 500;
    private static final long MAX_SCANNED_PIXELS = 4_000_000_000L;
    private static final Map<Integer, String> OTHER_PROCESSES = Map.of(
            3, "lossless JPEG",
            5, "hierarchical JPEG",
            6, "hierarchical JPEG",
            7, "hierarchical JPEG",
            9, "JPEG with arithmetic coding",
            10, "JPEG with arithmetic coding",
            11, "lossless JPEG",
            0x37, "JPEG-LS image");
    /** Warnings of libjpeg after which pixels are missing or wrong. */
    private static final List<String> DAMAGE =
            List.of("bad Huffman code", "instead of RST", "Inconsistent progression", "Invalid SOS");

    @Override
    public Stored decode(byte[] file) throws IOException {
        JpegHeader header = JpegHeader.read(file);
        int bands = header.components().size();
        check(file, header, bands);
        boolean inks = bands == 4;
        byte[] rgb = PlatformReaders.jpeg(header.plain(file, transform(header, bands)), reader -> {
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            byte[] pixels = inks ? fromInks(reader, header) : Colours.rgb(bytes(reader), bands, false);
            refuseDamage(warnings);
            return pixels;
        });
        return new Stored(
                header.width(),
                header.height(),
                rgb,
                inks ? ImageFacts.Colours.INKS : bands == 1 ? ImageFacts.Colours.GREY : ImageFacts.Colours.RGB,
                8,
                false,
                header.orientation(),
                header.profile(),
                false);
    }

    private static void check(byte[] file, JpegHeader header, int bands) {
        String other =
                OTHER_PROCESSES.getOrDefault(header.process(), header.process() > 2 ? "JPEG of a rare kind" : "");
        if (!other.isEmpty()) {
            throw new Undecodable("is a " + other + ", which is not supported; save it as an ordinary JPEG or PNG.");
        }
        if (header.precision() != 8) {
            throw new Undecodable("is a JPEG of " + header.precision()
                    + " bits per value, which is not supported; save it as an ordinary JPEG or PNG.");
        }
        if (bands != 1 && bands != 3 && bands != 4) {
            throw new Undecodable("is a JPEG of " + bands
                    + " components, which is not supported; save it as an ordinary JPEG or PNG.");
        }
        // Coefficients of progressive images are kept: two bytes for each of three values.
        ImageLimits.check(header.width(), header.height(), header.progressive() ? 3 * bands : bands);
        if (header.progressive()) {
            int scans = header.scans(file);
            if (scans < 0) {
                throw Undecodable.cutOff();
            }
            if (scans > MAX_SCANS || (long) scans * header.width() * header.height() > MAX_SCANNED_PIXELS) {
                throw new Undecodable("is a JPEG of " + scans + " scans of " + header.width() + "x" + header.height()
                        + " pixels, more than any camera or program writes.");
            }
        }
    }

    /** How colours are meant, as a transform of Adobe's marker. */
    private static int transform(JpegHeader header, int bands) {
        if (bands == 1) {
            return 0;
        }
        if (bands == 4) {
            return header.adobe() <= 0 ? 0 : 2;
        }
        if (header.jfif()) {
            return 1;
        }
        if (header.adobe() >= 0) {
            return header.adobe() == 0 ? 0 : 1;
        }
        return header.components().equals(List.of((int) 'R', (int) 'G', (int) 'B')) ? 0 : 1;
    }

    private static byte[] bytes(ImageReader reader) throws IOException {
        return Rasters.bytes(reader.read(0).getRaster());
    }

    /** Adobe's programs write inks the other way round, 0 for all of it, and everybody follows. */
    private static byte[] fromInks(ImageReader reader, JpegHeader header) throws IOException {
        Raster raster = reader.readRaster(0, null);
        byte[] values = Rasters.bytes(raster);
        if (transform(header, 4) == 2) {
            Colours.fromYcc(values, 4);
            for (int i = 3; i < values.length; i += 4) {
                values[i] = (byte) ~values[i];
            }
        } else {
            Colours.invert(values);
        }
        return Colours.fromInks(values);
    }

    private static void refuseDamage(List<String> warnings) {
        for (String warning : warnings) {
            if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
                // A JPEG that was cut off is decoded with a grey rest and a warning only.
                throw Undecodable.cutOff();
            }
            if (DAMAGE.stream().anyMatch(warning::contains)) {
                throw Undecodable.damaged(warning.replace("Corrupt JPEG data: ", ""));
            }
        }
    }
}
