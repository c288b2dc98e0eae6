package org.bestiary.experiments.predict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.bestiary.common.image.ImageException;
import org.bestiary.common.image.ImageFile;

/** The files that somebody means: files as they are, and of folders the images in them at any depth, sorted by name. */
public final class PictureFiles {
    /** Stands for a list of names that is read. */
    public static final String LIST = "-";

    private PictureFiles() {}

    /**
     * Finds them as they are typed.
     *
     * @param given files, folders, patterns with {@code *}, {@code ?}, {@code [ab]}, {@code {a,b}} and {@code **} that the
     *     shell has left alone, and {@value #LIST} for names on {@code list}, one a line
     * @param list read where {@value #LIST} was given
     * @return files, at least one for each of what was given
     * @throws ImageException if there is nothing of that name, a folder has no image, or the list is empty
     */
    public static List<Path> named(List<String> given, Supplier<List<String>> list) {
        List<Path> paths = new ArrayList<>();
        for (String name : given) {
            if (name.equals(LIST)) {
                List<Path> listed = list.get().stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .map(Path::of)
                        .toList();
                if (listed.isEmpty()) {
                    throw new ImageException("the list on standard input must name files, one a line, but it is empty");
                }
                paths.addAll(listed);
            } else if (Globs.isOne(name) && !isThere(name)) {
                paths.addAll(Globs.expand(name));
            } else {
                paths.add(Path.of(name));
            }
        }
        return of(paths);
    }

    /** Whether a name with the signs of a pattern is that of a file; some systems do not allow it. */
    private static boolean isThere(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

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
        try {
            List<Path> images = Globs.below(folder, Integer.MAX_VALUE).stream()
                    .filter(Files::isRegularFile)
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
