package org.bestiary.datasets.format;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The images of a folder by name, for files that name them; knows why a name means none. */
final class FoundImages {
    private final Path root;
    private final Map<String, Found> byName = new LinkedHashMap<>();

    FoundImages(Path root, Collection<Found> images) {
        this.root = root;
        images.forEach(image -> byName.put(image.name(), image));
    }

    /** The image of a name that somebody wrote; empty if there is none. */
    Optional<Found> find(String written) {
        return relative(written).map(path -> byName.get(Found.nameOf(path)));
    }

    /** Why there is no image of this name. */
    String why(String written) {
        Optional<Path> path = relative(written);
        if (path.isEmpty()) {
            return "an image must be in " + root + ", got '" + written + "'";
        }
        Path file = root.resolve(path.get());
        return Files.isDirectory(file)
                ? "an image must be a file, but '" + written + "' is a folder"
                : Files.exists(file)
                        ? "'" + written + "' is no image that can be read here"
                        : "there is no file '" + written + "' in " + root;
    }

    /** The path below the root; empty if it leads elsewhere. */
    private Optional<Path> relative(String written) {
        try {
            Path given = Path.of(written);
            // Tables that were written on Windows.
            Path path = Files.exists(root.resolve(given)) ? given : Path.of(written.replace('\\', '/'));
            Path below = root.relativize(root.resolve(path).normalize());
            return below.startsWith("..") || below.toString().isEmpty() ? Optional.empty() : Optional.of(below);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
