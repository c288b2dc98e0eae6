package org.bestiary.experiments.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.catalog.ImageFolder;

/**
 * Folders of one's own images in specs. A relative path is meant from the directory that the program is started in, wherever
 * the spec is; it is made absolute as soon as the spec is read, so that what is recorded works from any directory.
 */
final class FolderPaths {
    private FolderPaths() {}

    /** Replaces the id of a folder in {@code data} by one with an absolute path. */
    static void makeAbsolute(ObjectNode spec) {
        if (spec.get("data") instanceof ObjectNode data
                && data.path("id").asText().startsWith(ImageFolder.PREFIX)) {
            try {
                data.put("id", ImageFolder.of(data.path("id").asText()).id());
            } catch (DataException e) {
                // Wrong options are told with their place when the data set is looked for.
            }
        }
    }
}
