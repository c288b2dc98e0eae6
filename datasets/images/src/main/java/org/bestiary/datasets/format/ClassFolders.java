package org.bestiary.datasets.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Split;

/**
 * Images in folders named after their classes, which lie in a root or in its split folders. A name is a class whichever of
 * its Unicode forms a folder has.
 */
final class ClassFolders {
    private final Path root;
    private final boolean splitFolders;
    private final FolderWalk walk;

    ClassFolders(Path root, boolean splitFolders, FolderWalk walk) {
        this.root = root;
        this.splitFolders = splitFolders;
        this.walk = walk;
    }

    /** A folder with class folders in it. */
    private record Part(Split split, Path folder, FolderWalk.Content content) {
        List<String> names() {
            return content.folders().stream().map(ClassFolders::name).toList();
        }
    }

    /**
     * The images of all class folders.
     *
     * @throws DataException if there are less than two class folders, or it is not clear which folders are classes
     */
    List<Found> images() throws IOException {
        FolderWalk.Content top = walk.list(root);
        List<Part> parts = parts(top);
        Part train = parts.get(0);
        if (train.names().stream().distinct().count() < 2) {
            throw new DataException("An image folder needs at least two class folders, found " + train.names() + " in "
                    + train.folder() + wrapper(train) + ".");
        }
        List<Path> all = new ArrayList<>();
        for (Part part : parts) {
            all.addAll(part.content().folders());
            walk.unlabelled(part.content().images().size());
        }
        if (!train.folder().equals(root)) {
            walk.unlabelled(top.images().size());
        }
        Set<Path> classes = walk.claim(root, all);
        List<Found> found = new ArrayList<>();
        for (Part part : parts) {
            for (Path folder : part.content().folders()) {
                if (classes.contains(folder)) {
                    walk.collect(
                            folder,
                            file -> found.add(
                                    new Found(file, Found.nameOf(root.relativize(file)), name(folder), part.split())));
                }
            }
        }
        for (Part part : parts) {
            if (part != train && found.stream().noneMatch(image -> image.split() == part.split())) {
                walk.remark(part.folder() + " has no images in class folders, so there are no "
                        + SplitNames.label(part.split()) + " images");
            }
        }
        remark(train, found);
        return found;
    }

    private void remark(Part train, List<Found> found) {
        Set<String> full = new HashSet<>();
        Map<String, Set<String>> inner = new TreeMap<>();
        for (Found image : found) {
            if (image.split() == Split.TRAIN) {
                full.add(image.label());
                Path below = train.folder().relativize(image.file());
                inner.computeIfAbsent(image.label(), label -> new TreeSet<>())
                        .add(
                                below.getNameCount() > 2
                                        ? Found.composed(below.getName(1).toString())
                                        : "");
            }
        }
        List<String> empty = train.names().stream()
                .filter(name -> !full.contains(name))
                .distinct()
                .toList();
        if (!empty.isEmpty()) {
            walk.remark((empty.size() == 1 ? "class folder " : "class folders ") + Listing.of(empty) + " in "
                    + train.folder() + " without images " + (empty.size() == 1 ? "was" : "were") + " left out");
        }
        Set<Set<String>> kinds = new HashSet<>(inner.values());
        if (kinds.size() == 1 && inner.size() > 1) {
            Set<String> same = kinds.iterator().next();
            if (same.size() > 1 && !same.contains("")) {
                walk.remark("each of the class folders in " + train.folder() + " holds the folders "
                        + Listing.of(List.copyOf(same)) + "; if these are the classes, call the folders around them "
                        + "train, validation or test");
            }
        }
    }

    private static String name(Path folder) {
        return Found.composed(folder.getFileName().toString());
    }

    /** The root itself, or its split folders; training images first. */
    private List<Part> parts(FolderWalk.Content top) throws IOException {
        Map<Split, List<Path>> named = new EnumMap<>(Split.class);
        List<Path> others = new ArrayList<>();
        for (Path folder : top.folders()) {
            SplitNames.of(name(folder))
                    .ifPresentOrElse(
                            split -> named.computeIfAbsent(split, s -> new ArrayList<>())
                                    .add(folder),
                            () -> others.add(folder));
        }
        if (!splitFolders || named.isEmpty()) {
            return List.of(new Part(Split.TRAIN, root, top));
        }
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<Split, List<Path>> entry : named.entrySet()) {
            List<Path> folders = entry.getValue();
            if (folders.size() > 1) {
                throw unclear(names(folders) + " are names of the same split");
            }
            parts.add(new Part(entry.getKey(), folders.get(0), walk.list(folders.get(0))));
        }
        check(parts, others);
        return parts;
    }

    private void check(List<Part> parts, List<Path> others) throws IOException {
        Part train = parts.get(0);
        String all = names(parts.stream().map(Part::folder).toList());
        if (train.split() != Split.TRAIN) {
            throw unclear(all + (parts.size() == 1 ? " is the name of a split" : " are names of splits")
                    + ", and there is no folder train beside");
        }
        if (train.names().isEmpty()) {
            throw unclear(all + (parts.size() == 1 ? " is the name of a split" : " are names of splits") + ", but "
                    + name(train.folder()) + " has no class folders in it");
        }
        for (Path other : others) {
            int images = Files.isSymbolicLink(other) ? 0 : FolderWalk.images(other);
            if (images > 0 && (parts.size() == 1 || train.names().contains(name(other)))) {
                throw unclear("beside " + all + " there is " + name(other) + " with images");
            }
            walk.remark(other + " is no split and was left out"
                    + (images == 0 ? "" : images == 1 ? ", with 1 image" : ", with " + images + " images"));
        }
    }

    private static String names(List<Path> folders) {
        return String.join(
                " and ", folders.stream().map(f -> f.getFileName().toString()).toList());
    }

    private DataException unclear(String what) {
        return new DataException(
                "An image folder must have class folders, or train (and perhaps validation and test) with class folders in"
                        + " each, but in " + root + " " + what
                        + "; move or rename folders, or add splits=none to the id if all of them are classes.");
    }

    /** What to do about a folder around the folder that was meant. */
    private static String wrapper(Part train) throws IOException {
        List<Path> folders = train.content().folders();
        if (folders.size() != 1) {
            return "";
        }
        List<Path> inner = new FolderWalk().list(folders.get(0)).folders();
        return inner.size() < 2
                ? ""
                : "; it holds the folders "
                        + Listing.of(inner.stream().map(ClassFolders::name).toList()) + ": perhaps " + folders.get(0)
                        + " was meant";
    }
}
