package org.bestiary.datasets.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bestiary.datasets.DataException;

/**
 * Images in folders named after their classes, at any depth below the class folder, or named by a table. Classes and files
 * are sorted by name in one Unicode form (NFC), so that labels and order depend neither on the file system nor on the
 * locale.
 *
 * <p>Class folders lie directly in the root, or in its folders of splits: {@code train}, {@code validation} and
 * {@code test}, in any case and under their other usual names. Hidden files and what systems and archivers leave behind
 * are passed over; class folders without images are no classes. A link is followed where it leads to images that are in no
 * class folder; what a class folder holds is not taken a second time.
 *
 * @param root the folder that was read
 * @param classes names of the classes that have training images, by name; those of a table that are all numbers, by value
 * @param train images to learn from, by class and then by name
 * @param validation images to validate with; none if nothing says which
 * @param test images to test with; none if nothing says which
 * @param leftOut files that are not used
 * @param remarks what was left out and why, and what is odd: a sentence each
 */
public record FolderTree(
        Path root,
        List<String> classes,
        List<Labelled> train,
        List<Labelled> validation,
        List<Labelled> test,
        LeftOut leftOut,
        List<String> remarks) {

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
        validation = List.copyOf(validation);
        test = List.copyOf(test);
        remarks = List.copyOf(remarks);
    }

    /**
     * Lists a folder whose folders say class and split.
     *
     * @param root the folder
     * @return what is there; no image has been opened
     * @throws DataException if it is not such a folder
     */
    public static FolderTree read(Path root) {
        return read(root, FolderSplits.BY_FOLDER);
    }

    /**
     * Lists a folder.
     *
     * @param root the folder
     * @param splits what says class and split of its images
     * @return what is there; no image has been opened
     * @throws DataException if it is not such a folder, it is not clear which of its folders are classes, or a line of a
     *     table or list is wrong
     */
    public static FolderTree read(Path root, FolderSplits splits) {
        if (!Files.isDirectory(root)) {
            throw new DataException("An image folder must be a folder of class folders, but " + root
                    + (Files.exists(root) ? " is a file." : " does not exist."));
        }
        try {
            return new FolderReader(root, splits).read();
        } catch (IOException e) {
            throw new DataException("Cannot read the image folder " + root + ": " + e.getMessage() + ".", e);
        }
    }
}
