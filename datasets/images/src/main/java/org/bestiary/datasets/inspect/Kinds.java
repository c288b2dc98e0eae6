package org.bestiary.datasets.inspect;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bestiary.common.image.ImageFacts;
import org.bestiary.common.image.ImageKind;

/**
 * How images are written.
 *
 * @param kinds images by kind of file
 * @param endings images by the ending of their name
 * @param otherEnding images whose name promises another kind; they are read all the same
 * @param colours images by how a pixel is written: grey, colour, palette, CMYK
 * @param greyPixels images whose pixels are all grey, however they are written
 * @param alpha images that may be transparent; they are read on white
 * @param deep images of more than 8 bits per value; the highest 8 are read
 * @param turned images that a camera stored mirrored or turned, which is undone
 * @param profile images with a colour profile, which is not applied
 * @param several files with further frames or pages, of which the first is read
 */
public record Kinds(
        SortedMap<String, Integer> kinds,
        SortedMap<String, Integer> endings,
        int otherEnding,
        SortedMap<String, Integer> colours,
        int greyPixels,
        int alpha,
        int deep,
        int turned,
        int profile,
        int several) {
    static Kinds of(List<SeenImage> decoded) {
        SortedMap<String, Integer> kinds = new TreeMap<>();
        SortedMap<String, Integer> endings = new TreeMap<>();
        SortedMap<String, Integer> colours = new TreeMap<>();
        int[] counts = new int[7];
        for (SeenImage image : decoded) {
            SeenImage.Seen seen = image.seen().orElseThrow();
            ImageFacts facts = seen.facts();
            String name = name(image.file());
            kinds.merge(facts.kind().label(), 1, Integer::sum);
            endings.merge(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT), 1, Integer::sum);
            colours.merge(facts.colours().label(), 1, Integer::sum);
            boolean[] which = {
                ImageKind.ofName(name).filter(kind -> kind == facts.kind()).isEmpty(),
                seen.grey(),
                facts.alpha(),
                facts.bits() > 8,
                facts.orientation() != 1,
                facts.profile(),
                facts.several()
            };
            for (int i = 0; i < which.length; i++) {
                counts[i] += which[i] ? 1 : 0;
            }
        }
        return new Kinds(
                kinds, endings, counts[0], colours, counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
