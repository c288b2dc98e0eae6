package org.bestiary.datasets.format;

import java.util.Map;
import java.util.Optional;
import org.bestiary.datasets.Split;

/**
 * What says the class and the split of the images in a folder. Files are named relative to that folder.
 *
 * @param folders whether folders named train, validation or test are splits; otherwise they are classes like all others
 * @param labels a CSV or TSV file with the columns file, label and perhaps split, instead of class folders
 * @param lists text files with a path on each line, by the split that these images belong to
 */
public record FolderSplits(boolean folders, Optional<String> labels, Map<Split, String> lists) {
    /** Folders say it all. */
    public static final FolderSplits BY_FOLDER = new FolderSplits(true, Optional.empty(), Map.of());

    /** Copies the map. */
    public FolderSplits {
        lists = Map.copyOf(lists);
    }
}
