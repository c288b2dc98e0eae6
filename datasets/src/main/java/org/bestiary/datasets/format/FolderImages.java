package org.bestiary.datasets.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageShape;
import org.bestiary.datasets.augment.Resampler;
import org.bestiary.datasets.memory.ImageSink;
import org.bestiary.datasets.memory.ImageSource;

/**
 * Files that are decoded and brought to one size, many at once, delivered in order. A group of files is in memory at a
 * time, so that sets of any size can be decoded.
 *
 * @param files with their labels
 * @param classes number of classes
 * @param side height and width of the result
 * @param fit how other proportions are handled
 * @param skipBad whether files that cannot be decoded are left out; otherwise the first ends the decoding
 */
public record FolderImages(List<FolderTree.Labelled> files, int classes, int side, Fit fit, boolean skipBad)
        implements ImageSource {
    private static final int GROUP = 64;

    /** How an image of other proportions becomes a square. */
    public enum Fit {
        /** Everything is shown, squeezed. */
        STRETCH,
        /** Proportions are kept, the middle is shown. */
        CROP
    }

    /** Checks the side. */
    public FolderImages {
        files = List.copyOf(files);
        if (side < 1 || side > 4096) {
            throw new DataException("The side of decoded images must be from 1 to 4096, got " + side + ".");
        }
    }

    @Override
    public ImageShape shape() {
        return new ImageShape(3, side, side);
    }

    @Override
    public List<String> deliver(ImageSink sink) {
        List<String> bad = new ArrayList<>();
        for (int from = 0; from < files.size(); from += GROUP) {
            List<FolderTree.Labelled> group = files.subList(from, Math.min(from + GROUP, files.size()));
            List<Result> results = IntStream.range(0, group.size())
                    .parallel()
                    .mapToObj(i -> attempt(group.get(i)))
                    .toList();
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i).problem() == null) {
                    sink.add(results.get(i).pixels(), group.get(i).label());
                } else if (skipBad) {
                    bad.add(results.get(i).problem().getMessage());
                } else {
                    throw new DataException(
                            results.get(i).problem().getMessage()
                                    + " Repair or remove it, or leave such images out with --skip-bad.",
                            results.get(i).problem());
                }
            }
        }
        return bad;
    }

    @SuppressWarnings("ArrayRecordComponent") // moved, not compared
    private record Result(byte[] pixels, DataException problem) {}

    private Result attempt(FolderTree.Labelled labelled) {
        try {
            return new Result(decode(labelled.file()), null);
        } catch (DataException e) {
            return new Result(null, e);
        }
    }

    /**
     * Decodes a file and brings it to size.
     *
     * @param file an image
     * @return {@code shape().values()} bytes in HWC order
     * @throws DataException if it cannot be decoded; names it
     */
    public byte[] decode(Path file) {
        return resized(ImageFile.decode(file));
    }

    private byte[] resized(ImageFile.Decoded image) {
        ImageShape from = image.shape();
        int width = from.width();
        int height = from.height();
        if (fit == Fit.CROP) {
            width = Math.min(width, height);
            height = width;
        }
        byte[] into = new byte[shape().values()];
        Resampler.scale(
                image.pixels(),
                from,
                (from.width() - width) / 2,
                (from.height() - height) / 2,
                width,
                height,
                into,
                shape());
        return into;
    }
}
