package org.bestiary.experiments.predict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bestiary.common.image.ImageException;
import org.bestiary.common.image.ImageFile;

/** The files that somebody means: files as they are, and of folders the images in them at any depth, sorted by name. */
public final class PictureFiles {
    private PictureFiles() {}

    /**
     * Finds them.
     *
     * @param given files and folders
     * @return files, at least one for each of what was given
     * @throws ImageException if there is nothing of that name, or a folder has no image
     */
    public static List<Path> of(List<Path> given) {
        List<Path> files = new ArrayList<>();
        for (Path path : given) {
            if (Files.isDirectory(path)) {
                files.addAll(inFolder(path));
            } else if (Files.isRegularFile(path)) {
                files.add(path);
            } else {
                throw new ImageException("there is no file or folder " + path);
            }
        }
        return files;
    }

    private static List<Path> inFolder(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> images = all.filter(Files::isRegularFile)
                    .filter(ImageFile::isImage)
                    .sorted()
                    .toList();
            if (images.isEmpty()) {
                throw new ImageException("a folder must have images in it, but " + folder + " has none");
            }
            return images;
        } catch (IOException e) {
            throw new ImageException("cannot read the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Whether a file is a NumPy array by its name. */
    public static boolean isArray(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".npy");
    }
}
