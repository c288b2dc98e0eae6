package org.bestiary.datasets.format;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bestiary.common.image.ImageFile;
import org.bestiary.datasets.DataException;

/**
 * Images in folders named after their classes, at any depth below the class folder. Classes and files are sorted by name,
 * so that labels and order do not depend on the file system.
 *
 * @param root the folder that was read
 * @param classes names of the class folders
 * @param train images to learn from
 * @param test images of a test folder; empty if there is none
 * @param remarks what was left out and why
 */
public record FolderTree(
        Path root, List<String> classes, List<Labelled> train, Optional<List<Labelled>> test, List<String> remarks) {
    private static final List<String> TEST_FOLDERS = List.of("test", "validation", "val");

    /**
     * A file and its class.
     *
     * @param file the image
     * @param label index into {@link FolderTree#classes}
     */
    public record Labelled(Path file, int label) {}

    /** Copies the lists. */
    public FolderTree {
        classes = List.copyOf(classes);
        train = List.copyOf(train);
        remarks = List.copyOf(remarks);
    }

    /**
     * Lists a folder: class folders directly in it, or in {@code train} beside {@code test}, {@code validation} or
     * {@code val}.
     *
     * @param root the folder
     * @return what is there; no image has been opened
     * @throws DataException if it is not such a folder
     */
    public static FolderTree read(Path root) {
        if (!Files.isDirectory(root)) {
            throw new DataException("An image folder must be a folder of class folders, but " + root
                    + (Files.exists(root) ? " is a file." : " does not exist."));
        }
        try {
            List<String> remarks = new ArrayList<>();
            boolean split = Files.isDirectory(root.resolve("train"));
            Path trainRoot = split ? root.resolve("train") : root;
            List<String> classes = folders(trainRoot);
            if (classes.size() < 2) {
                throw new DataException("An image folder needs at least two class folders, found " + classes + " in "
                        + trainRoot + ".");
            }
            List<Labelled> train = images(trainRoot, classes, remarks);
            if (train.isEmpty()) {
                throw new DataException(
                        "There is no JPEG, PNG, BMP or GIF file in the class folders of " + trainRoot + ".");
            }
            Optional<Path> testRoot = TEST_FOLDERS.stream()
                    .map(root::resolve)
                    .filter(folder -> split && Files.isDirectory(folder))
                    .findFirst();
            Optional<List<Labelled>> test = Optional.empty();
            if (testRoot.isPresent()) {
                List<String> unknown = new ArrayList<>(folders(testRoot.get()));
                unknown.removeAll(classes);
                if (!unknown.isEmpty()) {
                    throw new DataException("Test classes must be among the training classes, but " + testRoot.get()
                            + " has " + unknown + ", which " + trainRoot + " lacks.");
                }
                test = Optional.of(images(testRoot.get(), classes, remarks));
            }
            return new FolderTree(root, classes, train, test, remarks);
        } catch (IOException e) {
            throw new DataException("Cannot read the image folder " + root + ": " + e.getMessage() + ".", e);
        }
    }

    private static List<String> folders(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static List<Labelled> images(Path root, List<String> classes, List<String> remarks) throws IOException {
        List<Labelled> all = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            Path folder = root.resolve(classes.get(label));
            List<Path> files = new ArrayList<>();
            if (Files.isDirectory(folder)) {
                Files.walkFileTree(
                        folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, collect(files, remarks));
            }
            if (files.size() < 2) {
                remarks.add("class '" + classes.get(label) + "' has "
                        + (files.isEmpty() ? "no image" : "a single image") + " in " + root);
            }
            files.sort(null);
            for (Path file : files) {
                all.add(new Labelled(file, label));
            }
        }
        return all;
    }

    private static SimpleFileVisitor<Path> collect(List<Path> files, List<String> remarks) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && ImageFile.isImage(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                remarks.add(
                        e instanceof FileSystemLoopException
                                ? file + " is a link to a folder above it and was not followed"
                                : file + " cannot be read: " + e.getMessage());
                return FileVisitResult.CONTINUE;
            }
        };
    }
}
