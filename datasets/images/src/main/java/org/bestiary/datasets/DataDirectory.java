package org.bestiary.datasets;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The folder that holds data sets, one folder each, laid out as the originals unpack.
 *
 * @param path absolute, normalised; need not exist
 * @param skipBad whether images that cannot be decoded are left out and counted; otherwise the first ends the loading
 */
public record DataDirectory(Path path, boolean skipBad) {
    /** The environment variable that names the folder when no option does. */
    public static final String VARIABLE = "BESTIARY_DATA";

    /** Makes the path absolute, so that messages can be acted upon from anywhere. */
    public DataDirectory {
        path = path.toAbsolutePath().normalize();
    }

    /**
     * A folder whose images must all be sound.
     *
     * @param path need not exist
     */
    public DataDirectory(Path path) {
        this(path, false);
    }

    /**
     * The same folder, without the images in it that cannot be decoded.
     *
     * @return a copy
     */
    public DataDirectory skippingBad() {
        return new DataDirectory(path, true);
    }

    /**
     * Chooses the folder: the option if given, else {@value #VARIABLE}, else {@code ~/.cache/bestiary/data}.
     *
     * @param option value of {@code --data-dir}
     * @param environment variables, usually {@link System#getenv()}
     * @param home the user's home folder
     * @return the folder, which need not exist
     */
    public static DataDirectory choose(Optional<Path> option, Map<String, String> environment, Path home) {
        String variable = environment.getOrDefault(VARIABLE, "");
        if (option.isPresent()) {
            return new DataDirectory(option.get());
        }
        return new DataDirectory(
                variable.isBlank() ? home.resolve(".cache").resolve("bestiary").resolve("data") : Path.of(variable));
    }

    /**
     * The folder of one data set.
     *
     * @param id of the data set
     * @return its folder, which need not exist
     */
    public Path folder(String id) {
        return path.resolve(id);
    }
}
