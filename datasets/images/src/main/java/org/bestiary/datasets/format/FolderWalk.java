package org.bestiary.datasets.format;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.bestiary.common.image.ImageFile;

/**
 * Looks for images in folders, in the order of their names, and counts what it passes over.
 *
 * <p>A link is followed where it leads to images that are in no class folder: those of a store elsewhere, say. Where it
 * leads to a class folder, into one, or to a folder above, its images would count twice or as another class; it is not
 * followed then, and named.
 */
final class FolderWalk {
    /** What systems and archivers leave behind; in lower case. */
    private static final Set<String> SYSTEM_FILES =
            Set.of("thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r");

    private static final Set<String> SYSTEM_FOLDERS =
            Set.of("__macosx", "@eadir", "$recycle.bin", "system volume information", "lost+found");

    private static final int LONGEST_ENDING = 10;
    private static final int LINKS_NAMED = 3;

    private final Claims claims = new Claims();
    private final LeftOut.Counter counter = new LeftOut.Counter();
    private final List<String> remarks = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private final Set<Path> tables = new HashSet<>();

    /**
     * What is in a folder, without what is hidden or of the system; each sorted by name.
     *
     * @param folders that lie in it or that links in it lead to
     * @param images likewise
     * @param others all other files
     */
    record Content(List<Path> folders, List<Path> images, List<Path> others) {}

    /** Looks into a folder, and counts what is hidden or of the system in it. */
    Content list(Path folder) throws IOException {
        Content content = new Content(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(
                        (Path entry) -> Found.composed(entry.getFileName().toString()))
                .thenComparing(entry -> entry.getFileName().toString()));
        for (Path entry : entries) {
            sort(entry, content);
        }
        return content;
    }

    private void sort(Path entry, Content content) throws IOException {
        String name = entry.getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        BasicFileAttributes kind;
        try {
            kind = Files.readAttributes(entry, BasicFileAttributes.class);
        } catch (IOException e) {
            links.add(entry + (Files.isSymbolicLink(entry) ? " is a link to nothing" : " cannot be read")
                    + " and was left out");
            return;
        }
        if (name.startsWith(".")) {
            counter.hidden(kind.isDirectory() ? files(entry) : 1);
        } else if (kind.isDirectory() ? SYSTEM_FOLDERS.contains(lower) : SYSTEM_FILES.contains(lower)) {
            counter.system(kind.isDirectory() ? files(entry) : 1);
        } else if (kind.isDirectory()) {
            content.folders().add(entry);
        } else if (kind.isRegularFile() && ImageFile.isImage(entry)) {
            content.images().add(entry);
        } else {
            content.others().add(entry);
        }
    }

    /** How many files there are in a folder, at any depth; links are not followed. */
    private static int files(Path folder) throws IOException {
        int[] files = {0};
        eachFile(folder, file -> files[0]++);
        return files[0];
    }

    /** How many images there are in a folder, at any depth; links are not followed. */
    static int images(Path folder) throws IOException {
        int[] images = {0};
        eachFile(folder, file -> images[0] += ImageFile.isImage(file) ? 1 : 0);
        return images[0];
    }

    private static void eachFile(Path folder, Consumer<Path> visit) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                visit.accept(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * Takes folders into possession, so that links elsewhere do not lead into them: first those that lie where they seem
     * to, then those that links lead to.
     *
     * @return those that are nobody else's
     */
    Set<Path> claim(Path root, List<Path> folders) throws IOException {
        Path realRoot = root.toRealPath();
        Set<Path> mine = new HashSet<>();
        List<Path> linked = new ArrayList<>();
        for (Path folder : folders) {
            Path real = folder.toRealPath();
            if (real.equals(realRoot.resolve(root.relativize(folder)))) {
                claims.take(real);
                mine.add(folder);
            } else {
                linked.add(folder);
            }
        }
        for (Path folder : linked) {
            if (mayFollow(folder)) {
                mine.add(folder);
            }
        }
        return mine;
    }

    /** Hands over every image in a folder, at any depth, and counts what else is there. */
    void collect(Path folder, Consumer<Path> image) {
        Content content;
        try {
            content = list(folder);
        } catch (IOException e) {
            remarks.add(folder + " cannot be read: " + e.getMessage());
            return;
        }
        for (Path file : content.images()) {
            if (!Files.isSymbolicLink(file) || mayFollow(file)) {
                image.accept(file);
            }
        }
        content.others().stream().filter(file -> !tables.contains(file)).forEach(file -> counter.other(ending(file)));
        for (Path inner : content.folders()) {
            if (!Files.isSymbolicLink(inner) || mayFollow(inner)) {
                collect(inner, image);
            }
        }
    }

    private boolean mayFollow(Path link) {
        try {
            Path real = link.toRealPath();
            if (claims.take(real)) {
                return true;
            }
            boolean above = link.toAbsolutePath().getParent().toRealPath().startsWith(real);
            links.add(link + " is a link to " + (above ? "a folder above it" : "what another folder holds")
                    + " and was not followed");
        } catch (IOException e) {
            links.add(link + " cannot be read and was left out: " + e.getMessage());
        }
        return false;
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        boolean plain = name.contains(".") && ending.chars().allMatch(Character::isLetterOrDigit);
        return plain && ending.length() <= LONGEST_ENDING ? ending : "";
    }

    /** Does not count a file that says something of the images. */
    void know(Path table) {
        tables.add(table);
    }

    /** Counts images that no class is known of. */
    void unlabelled(int images) {
        counter.unlabelled(images);
    }

    /** What was left out. */
    LeftOut leftOut() {
        return counter.total();
    }

    /** Adds a sentence. */
    void remark(String remark) {
        remarks.add(remark);
    }

    /** What a person should know of the folders; links first. */
    List<String> remarks() {
        List<String> all = new ArrayList<>(links.subList(0, Math.min(LINKS_NAMED, links.size())));
        if (links.size() > LINKS_NAMED) {
            int more = links.size() - LINKS_NAMED;
            all.add(more + (more == 1 ? " more link was not followed" : " more links were not followed"));
        }
        all.addAll(remarks);
        return all;
    }
}
