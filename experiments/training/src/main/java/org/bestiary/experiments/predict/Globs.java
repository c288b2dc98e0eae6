package org.bestiary.experiments.predict;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.bestiary.common.image.ImageException;

/** Patterns of file names that a shell has not expanded: {@code *}, {@code ?}, {@code [ab]}, {@code {a,b}} and, across folders, {@code **}. */
final class Globs {
    private static final Pattern SPECIAL = Pattern.compile("[*?\\[{]");

    private Globs() {}

    static boolean isOne(String text) {
        return SPECIAL.matcher(text).find();
    }

    /**
     * Files and folders of these names, sorted; hidden ones only where the pattern says so.
     *
     * @throws ImageException if there are none, or the pattern cannot be one
     */
    static List<Path> expand(String pattern) {
        String[] parts = pattern.split("/", -1);
        int fixed = 0;
        while (!isOne(parts[fixed])) {
            fixed++;
        }
        Path base = Path.of(fixed == 0 ? "" : String.join("/", List.of(parts).subList(0, fixed)) + "/");
        String rest = String.join("/", List.of(parts).subList(fixed, parts.length));
        List<Path> found = walk(base, rest, rest.contains("**") ? Integer.MAX_VALUE : parts.length - fixed);
        if (found.isEmpty()) {
            throw new ImageException("a pattern must match a file or a folder, but nothing is called " + pattern);
        }
        return found;
    }

    private static List<Path> walk(Path base, String rest, int depth) {
        if (!Files.isDirectory(base.toString().isEmpty() ? Path.of(".") : base)) {
            throw new ImageException("there is no folder " + base + " for the pattern " + rest);
        }
        Path start = base.toString().isEmpty() ? Path.of(".") : base;
        try {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
            boolean hidden = rest.startsWith(".") || rest.contains("/.");
            return below(start, depth).stream()
                    .filter(p -> matcher.matches(start.relativize(p)))
                    .filter(p -> hidden || !isHidden(start.relativize(p)))
                    .map(p -> base.toString().isEmpty() ? start.relativize(p) : p)
                    .sorted()
                    .toList();
        } catch (PatternSyntaxException e) {
            throw new ImageException("a pattern has *, ?, [ab] and {a,b} for what may vary, but got " + rest, e);
        } catch (IOException e) {
            throw new ImageException("cannot read the folder " + start + ": " + e.getMessage(), e);
        }
    }

    /** Whatever is below a folder, which may be a link to one; links below it are not followed. */
    static List<Path> below(Path folder, int depth) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.toList()) {
                try (Stream<Path> all = Files.walk(child, Math.max(0, depth - 1))) {
                    all.forEach(found::add);
                }
            }
        }
        return found;
    }

    private static boolean isHidden(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
