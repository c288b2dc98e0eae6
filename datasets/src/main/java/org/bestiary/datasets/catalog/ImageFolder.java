package org.bestiary.datasets.catalog;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bestiary.common.image.ImageFile;
import org.bestiary.common.image.Normalisation;
import org.bestiary.common.image.Preparation;
import org.bestiary.datasets.Availability;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.FetchProgress;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.format.FolderImages;
import org.bestiary.datasets.format.FolderTree;
import org.bestiary.datasets.memory.DecodedAtRead;
import org.bestiary.datasets.memory.ImageCache;
import org.bestiary.datasets.store.Checksum;

/**
 * {@code image-folder:PATH}: one's own photographs in folders named after their classes.
 *
 * <p>Class folders lie directly in PATH, or in {@code train} beside {@code test}, {@code validation} or {@code val}.
 * Without a test folder a seeded fifth of the images of every class is the test split. All images are brought to one size,
 * decoded once and kept in the data directory's cache. {@link FolderOptions} says what can be chosen. Normalised by the mean and deviation of ImageNet, which pretrained
 * networks expect.
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
     * @throws DataException if the options break a rule
     */
    public static ImageFolder of(String id) {
        String rest = id.substring(PREFIX.length());
        int mark = rest.lastIndexOf('?');
        if (mark < 0 || Files.exists(Path.of(rest))) {
            return new ImageFolder(Path.of(rest), FolderOptions.DEFAULT);
        }
        return new ImageFolder(Path.of(rest.substring(0, mark)), FolderOptions.parse(rest.substring(mark + 1)));
    }

    @Override
    public String id() {
        return PREFIX + folder + options.suffix();
    }

    private FolderTree tree() {
        FolderTree known = tree;
        if (known == null) {
            known = FolderTree.read(folder);
            tree = known;
        }
        return known;
    }

    @Override
    public DatasetCard card() {
        Division division = divide();
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
                List.of("Sizes count files; images that cannot be decoded may be left out."));
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
        Division division = divide();
        List<String> remarks = new ArrayList<>(tree().remarks());
        ImageCache cache = cache(directory, division);
        ImageTable train = cache.stream("train", source(division.train(), directory.skipBad()), remarks);
        ImageTable test = cache.stream("test", source(division.test(), directory.skipBad()), remarks);
        int left = division.train().size() - train.count() + division.test().size() - test.count();
        if (left > 0) {
            remarks.add(left + " images of " + folder + " could not be decoded and were left out");
        }
        return new TrainTest(train, test, remarks);
    }

    @Override
    public Optional<ImageTable> undecoded(DataDirectory directory) {
        return Optional.of(new DecodedAtRead(source(divide().train(), directory.skipBad())));
    }

    private FolderImages source(List<FolderTree.Labelled> files, boolean skipBad) {
        return new FolderImages(files, tree().classes().size(), options.preparation(), skipBad);
    }

    private ImageCache cache(DataDirectory directory, Division division) {
        StringBuilder stamp =
                new StringBuilder(folder + " " + options + " " + directory.skipBad() + " " + tree().classes());
        stamp.append(" decoder ").append(ImageFile.VERSION);
        for (List<FolderTree.Labelled> files : List.of(division.train(), division.test())) {
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

    private record Division(List<FolderTree.Labelled> train, List<FolderTree.Labelled> test) {}

    private Division divide() {
        FolderTree all = tree();
        if (all.test().isPresent()) {
            return new Division(all.train(), all.test().get());
        }
        List<FolderTree.Labelled> train = new ArrayList<>();
        List<FolderTree.Labelled> test = new ArrayList<>();
        RandomStream random = RandomStream.of(options.seed()).split("test share");
        for (int label = 0; label < all.classes().size(); label++) {
            int here = label;
            List<FolderTree.Labelled> members =
                    all.train().stream().filter(file -> file.label() == here).toList();
            int[] order = random.split(label).permutation(members.size());
            boolean[] held = new boolean[order.length];
            for (int i = 0; i < Math.round(options.testShare() * order.length); i++) {
                held[order[i]] = true;
            }
            for (int i = 0; i < held.length; i++) {
                (held[i] ? test : train).add(members.get(i));
            }
        }
        return new Division(train, test);
    }
}
