package org.bestiary.datasets.format;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bestiary.datasets.DataException;
import org.junit.jupiter.api.Assumptions;

/**
 * Small folders from a line for each of their parts, and in words what a {@link FolderTree} makes of them. Nothing opens the
 * files, so they hold a byte each.
 */
final class TreeFixture {
    private static final Pattern RANGE = Pattern.compile("(.*)\\{(\\d+)-(\\d+)}(.*)");

    private TreeFixture() {}

    /** {@code cat/{1-6}.png} for six files, {@code cat/} for an empty folder, {@code cat/up -> ..} for a link. */
    static void lay(Path root, String... parts) throws IOException {
        for (String part : parts) {
            Matcher range = RANGE.matcher(part);
            if (range.matches()) {
                for (int i = Integer.parseInt(range.group(2)); i <= Integer.parseInt(range.group(3)); i++) {
                    lay(root, range.group(1) + i + range.group(4));
                }
            } else if (part.contains(" -> ")) {
                String[] ends = part.split(" -> ");
                link(
                        Files.createDirectories(root.resolve(ends[0]).getParent())
                                .resolve(Path.of(ends[0]).getFileName()),
                        ends[1]);
            } else if (part.endsWith("/")) {
                Files.createDirectories(root.resolve(part));
            } else {
                Files.createDirectories(root.resolve(part).getParent());
                Files.writeString(root.resolve(part), "x");
            }
        }
    }

    private static void link(Path link, String target) throws IOException {
        try {
            Files.createSymbolicLink(link, Path.of(target));
        } catch (UnsupportedOperationException | FileSystemException e) {
            Assumptions.abort("skipped: this file system has no symbolic links");
        }
    }

    /** Classes, images of each class in each split, and remarks; or why the folder is refused. */
    static String read(Path root, FolderSplits splits) {
        List<String> lines = new ArrayList<>();
        try {
            FolderTree tree = FolderTree.read(root, splits);
            lines.add(String.join(" ", tree.classes()));
            add(lines, "train", tree.train(), tree.classes().size());
            add(lines, "validation", tree.validation(), tree.classes().size());
            add(lines, "test", tree.test(), tree.classes().size());
            tree.remarks().forEach(remark -> lines.add("- " + remark));
        } catch (DataException e) {
            lines.add("refused: " + e.getMessage());
        }
        return String.join("\n", lines).replace(root.toString(), "ROOT") + "\n";
    }

    private static void add(List<String> lines, String split, List<FolderTree.Labelled> images, int classes) {
        if (!images.isEmpty()) {
            lines.add(split + " "
                    + IntStream.range(0, classes)
                            .mapToObj(label -> String.valueOf(images.stream()
                                    .filter(image -> image.label() == label)
                                    .count()))
                            .collect(Collectors.joining(" ")));
        }
    }
}
