package org.bestiary.datasets.catalog;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bestiary.common.image.ImageFile;
import org.bestiary.common.image.Normalisation;
import org.bestiary.common.image.Preparation;
import org.bestiary.datasets.Availability;
import org.bestiary.datasets.ClassSizes;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.FetchProgress;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.format.DecodedAtRead;
import org.bestiary.datasets.format.FolderImages;
import org.bestiary.datasets.format.FolderTree;
import org.bestiary.datasets.memory.ImageCache;
import org.bestiary.datasets.store.Checksum;

/**
 * {@code image-folder:PATH}: one's own photographs in folders named after their classes.
 *
 * <p>{@link FolderTree} says which folders are classes and splits, and {@link FolderOptions} what can be chosen, a table of
 * labels and lists of splits among it. Without test images the validation images are the test split, as courses use them,
 * and without these a seeded share of the images of every class, a fifth unless another is given; a class keeps an image
 * to learn from in any case. All images are brought to one size, decoded once and kept in the data directory's cache.
 * Normalised by the mean and deviation of ImageNet, which pretrained networks expect.
 */
public final class ImageFolder implements ImageDataset {
    /** How the id begins. */
    public static final String PREFIX = "image-folder:";

    private static final Normalisation IMAGENET =
            new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    private final Path folder;
    private final FolderOptions options;
    private volatile FolderTree tree;

    /**
     * A folder of images.
     *
     * @param folder that holds the class folders; read when first needed
     * @param options size and split
     */
    public ImageFolder(Path folder, FolderOptions options) {
        this.folder = folder.toAbsolutePath().normalize();
        this.options = options;
    }

    /**
     * The data set of an id.
     *
     * @param id {@code image-folder:PATH}, with options after a question mark as {@link FolderOptions#parse} reads them
     * @return the data set
     * @throws DataException if the options break a rule, or the path cannot be one
     */
    public static ImageFolder of(String id) {
        String rest = id.substring(PREFIX.length());
        int mark = rest.lastIndexOf('?');
        if (mark < 0 || Files.exists(path(rest))) {
            return new ImageFolder(path(rest), FolderOptions.DEFAULT);
        }
        return new ImageFolder(path(rest.substring(0, mark)), FolderOptions.parse(rest.substring(mark + 1)));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new DataException(
                    "An image folder must be a path of this system, but in what was given " + e.getReason()
                            + " (at letter " + (e.getIndex() + 1) + ").",
                    e);
        }
    }

    /**
     * The same images brought to another form, that of a network which looks at them.
     *
     * @param preparation from a file to pixels; a square of 1 to 4096 pixels
     * @return a data set with the same splits
     */
    public ImageFolder preparedAs(Preparation preparation) {
        return new ImageFolder(folder, options.with(preparation));
    }

    @Override
    public String id() {
        return PREFIX + folder + options.suffix();
    }

    private FolderTree tree() {
        FolderTree known = tree;
        if (known == null) {
            known = FolderTree.read(folder, options.splits());
            tree = known;
        }
        return known;
    }

    private FolderDivision divide() {
        return FolderDivision.of(tree(), options);
    }

    @Override
    public DatasetCard card() {
        FolderDivision division = divide();
        return new DatasetCard(
                "Images in " + folder,
                "One's own images in folders named after their classes.",
                tree().classes(),
                options.preparation().shape(),
                division.train().size(),
                division.test().size(),
                normalisation(),
                "That of the images",
                "The folder " + folder,
                List.of(),
                List.of(),
                false,
                notes(division));
    }

    @Override
    public ClassSizes classSizes() {
        FolderDivision division = divide();
        return new ClassSizes(sizes(division.train()), sizes(division.test()));
    }

    private List<Integer> sizes(List<FolderTree.Labelled> files) {
        int[] sizes = new int[tree().classes().size()];
        files.forEach(file -> sizes[file.label()]++);
        return Arrays.stream(sizes).boxed().toList();
    }

    private static List<String> notes(FolderDivision division) {
        List<String> notes = new ArrayList<>();
        notes.add("Sizes count files; images that cannot be decoded may be left out.");
        if (!division.validation().isEmpty()) {
            notes.add("It has " + division.validation().size() + " validation images of its own.");
        }
        return notes;
    }

    /** Grey images have the mean of the three channels. */
    private Normalisation normalisation() {
        return options.preparation().shape().channels() == 1 ? Normalisation.grey(0.449, 0.226) : IMAGENET;
    }

    @Override
    public Preparation preparation() {
        return options.preparation();
    }

    @Override
    public Availability availability(DataDirectory directory) {
        return new Availability(
                Optional.of(folder), Files.isDirectory(folder) ? List.of() : List.of(folder + " is not a folder"));
    }

    @Override
    public void fetch(DataDirectory directory, FetchProgress progress) {
        if (!Files.isDirectory(folder)) {
            throw new DataException(folder + " is not a folder; one's own images cannot be downloaded.");
        }
    }

    @Override
    public TrainTest load(DataDirectory directory) {
        FolderDivision division = divide();
        List<String> remarks = new ArrayList<>(tree().remarks());
        remarks.addAll(division.remarks());
        ImageCache cache = cache(directory, division);
        ImageTable train = cache.stream("train", source(division.train(), directory.skipBad()), remarks);
        Optional<ImageTable> validation = division.validation().isEmpty()
                ? Optional.empty()
                : Optional.of(cache.stream("validation", source(division.validation(), directory.skipBad()), remarks));
        ImageTable test = cache.stream("test", source(division.test(), directory.skipBad()), remarks);
        int read = train.count() + validation.map(ImageTable::count).orElse(0) + test.count();
        int left = division.size() - read;
        if (left > 0) {
            remarks.add((left == 1 ? "1 image of " : left + " images of ") + folder + " could not be decoded and "
                    + (left == 1 ? "was" : "were") + " left out");
        }
        return new TrainTest(train, validation, test, remarks);
    }

    @Override
    public Optional<ImageTable> undecoded(DataDirectory directory) {
        return Optional.of(new DecodedAtRead(source(divide().train(), directory.skipBad())));
    }

    /**
     * Images that are decoded when they are read, for a network that has learnt elsewhere: nothing is kept beside them, so
     * that a folder may hold any number.
     *
     * @param split which images; where the folder does not divide them, and nothing else says which are tested with, all of
     *     them are test images
     * @return the images by class
     * @throws DataException if the folder cannot be understood
     */
    public ImageTable asTheyAre(Split split) {
        boolean divided = !tree().validation().isEmpty() || !tree().test().isEmpty();
        FolderDivision division = divide();
        List<FolderTree.Labelled> files = switch (split) {
            case TRAIN -> division.train();
            case VALIDATION -> division.validation();
            case TEST -> divided ? division.test() : tree().train();
        };
        return new DecodedAtRead(source(files, false));
    }

    private FolderImages source(List<FolderTree.Labelled> files, boolean skipBad) {
        return new FolderImages(files, tree().classes().size(), options.preparation(), skipBad);
    }

    private ImageCache cache(DataDirectory directory, FolderDivision division) {
        StringBuilder stamp =
                new StringBuilder(folder + " " + options + " " + directory.skipBad() + " " + tree().classes());
        stamp.append(" decoder ").append(ImageFile.VERSION);
        for (List<FolderTree.Labelled> files : List.of(division.train(), division.validation(), division.test())) {
            stamp.append("\n\n");
            for (FolderTree.Labelled file : files) {
                stamp.append(folder.relativize(file.file()).getParent()).append('/');
                stamp.append(ImageCache.state(file.file())).append('\n');
            }
        }
        // One file for each way of preparing, so that experiments on the same folder do not undo each other's.
        String what = Checksum.of((folder + options.suffix()).getBytes(StandardCharsets.UTF_8));
        String name = folder.getFileName() + "-" + what.substring(0, 8);
        return new ImageCache(ImageCache.folder(directory), name, stamp.toString());
    }
}
