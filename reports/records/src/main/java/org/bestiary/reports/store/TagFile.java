package org.bestiary.reports.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bestiary.common.AtomicFile;
import org.bestiary.common.BoundedFile;
import org.bestiary.reports.run.RunException;

/** The tags of a run in its directory, {@code tags.txt}, one a line: they must outlive the store. */
public final class TagFile {
    private static final String NAME = "tags.txt";
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private TagFile() {}

    /**
     * The tag itself.
     *
     * @throws RunException if it is none
     */
    public static String check(String tag) {
        if (!TAG.matcher(tag).matches()) {
            throw new RunException(
                    "a tag must be letters, digits, dots, hyphens and underscores, at most 100, and start"
                            + " with a letter or digit, got '" + tag + "'; choose another");
        }
        return tag;
    }

    /** The tags of the run in this directory; none if it has none. */
    public static SortedSet<String> read(Path directory) {
        SortedSet<String> tags = new TreeSet<>();
        Path file = directory.resolve(NAME);
        if (Files.isRegularFile(file)) {
            try {
                BoundedFile.lines(file, 1).stream()
                        .map(String::strip)
                        .filter(t -> TAG.matcher(t).matches())
                        .forEach(tags::add);
            } catch (IOException e) {
                throw new RunException("cannot read " + file + ": " + e.getMessage() + "; correct or remove it", e);
            }
        }
        return tags;
    }

    /** Replaces the tags of the run in this directory. */
    public static void write(Path directory, Collection<String> tags) {
        Path file = directory.resolve(NAME);
        String lines = String.join("\n", new TreeSet<>(tags)) + (tags.isEmpty() ? "" : "\n");
        try {
            AtomicFile.write(file, lines.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }
}
