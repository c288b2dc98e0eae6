package org.bestiary.datasets.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bestiary.common.image.ImageException;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Preparation;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.memory.ImageSink;
import org.bestiary.datasets.memory.ImageSource;

/**
 * Files that are decoded and brought to one size, many at once, delivered in order. A group of files is in memory at a
 * time, so that sets of any size can be decoded.
 *
 * @param files with their labels
 * @param classes number of classes
 * @param preparation from a file to pixels
 * @param skipBad whether files that cannot be decoded are left out; otherwise the first ends the decoding
 */
public record FolderImages(List<FolderTree.Labelled> files, int classes, Preparation preparation, boolean skipBad)
        implements ImageSource {
    private static final int GROUP = 64;

    /** Copies the list. */
    public FolderImages {
        files = List.copyOf(files);
    }

    @Override
    public ImageShape shape() {
        return preparation.shape();
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
    private record Result(byte[] pixels, ImageException problem) {}

    private Result attempt(FolderTree.Labelled labelled) {
        try {
            return new Result(decode(labelled.file()), null);
        } catch (ImageException e) {
            return new Result(null, e);
        }
    }

    /**
     * Decodes a file and brings it to size.
     *
     * @param file an image
     * @return {@code shape().values()} bytes in HWC order
     * @throws ImageException if it cannot be decoded; names it
     */
    public byte[] decode(Path file) {
        return preparation.prepare(file);
    }
}
