package org.bestiary.datasets.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Split;

/** A list of the images of a split: a path on each line; empty lines and those that begin with # are passed over. */
final class SplitList {
    private SplitList() {}

    /**
     * Reads a list.
     *
     * @param file the list
     * @param split of the images that it names
     * @param images what it can name
     * @param chosen receives the split of each image by name; holds those of lists that were read before
     * @throws DataException if a line is wrong; says which
     */
    static void read(Path file, Split split, FoundImages images, Map<String, Split> chosen) {
        Mistakes mistakes = new Mistakes(file);
        List<String> lines = LabelTable.text(file).lines().toList();
        int before = chosen.size();
        for (int i = 0; i < lines.size(); i++) {
            String name = lines.get(i).strip();
            if (name.isEmpty() || name.startsWith("#")) {
                continue;
            }
            Optional<Found> image = images.find(name);
            if (image.isEmpty()) {
                mistakes.add(i + 1, images.why(name));
                continue;
            }
            Split other = chosen.putIfAbsent(image.get().name(), split);
            if (other != null) {
                mistakes.add(
                        i + 1,
                        "an image must be listed once, but '" + name + "' is "
                                + (other == split
                                        ? "here already"
                                        : "in the list of " + SplitNames.label(other) + " images too"));
            }
        }
        if (chosen.size() == before) {
            mistakes.addIfAlone(Math.max(1, lines.size()), "a list must name an image, but this one names none");
        }
        mistakes.refuse();
    }
}
