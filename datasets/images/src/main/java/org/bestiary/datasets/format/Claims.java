package org.bestiary.datasets.format;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The folders and files that images are taken from, by their real paths: what is one's own is not taken by another. */
final class Claims {
    private final Set<Path> taken = new HashSet<>();
    private final Set<Path> above = new HashSet<>();

    /**
     * Claims a folder with all that is in it, or a file.
     *
     * @param real its real path, without links
     * @return false if it is claimed already, lies in what is claimed, or holds something that is
     */
    boolean take(Path real) {
        if (above.contains(real) || holds(real)) {
            return false;
        }
        taken.add(real);
        for (Path folder = real.getParent(); folder != null && above.add(folder); ) {
            folder = folder.getParent();
        }
        return true;
    }

    private boolean holds(Path real) {
        for (Path folder = real; folder != null; folder = folder.getParent()) {
            if (taken.contains(folder)) {
                return true;
            }
        }
        return false;
    }
}
