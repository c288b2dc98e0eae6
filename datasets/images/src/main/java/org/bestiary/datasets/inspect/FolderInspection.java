package org.bestiary.datasets.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bestiary.common.image.ImageException;
import org.bestiary.common.image.ImageFacts;
import org.bestiary.common.image.ImageFile;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.format.FolderTree;

/**
 * Opens every image of a folder once and says what is there. The same folder gives the same report, whatever the number of
 * threads.
 */
public final class FolderInspection {
    private static final int NAMED = 10;
    private static final int SAMPLE = 200;
    private static final int FEW = 500;

    private final Path root;
    private final FolderTree tree;
    private final Progress progress;
    private int opened;

    /** Is told how far it is; by one thread at a time, but not always the same. */
    @FunctionalInterface
    public interface Progress {
        /** Says nothing. */
        Progress SILENT = (done, total) -> {};

        /**
         * More images have been opened.
         *
         * @param done images so far
         * @param total all images
         */
        void opened(int done, int total);
    }

    private record Member(Path file, int label, Split split) {}

    private FolderInspection(FolderTree tree, Progress progress) {
        this.root = tree.root();
        this.tree = tree;
        this.progress = progress;
    }

    /**
     * Inspects a folder.
     *
     * @param folder that holds class folders, as an image folder does
     * @param side height and width to prepare images for; chosen by their sizes if it is not given
     * @param progress is told how far it is
     * @return what is there
     * @throws DataException if it is not such a folder
     */
    public static FolderReport of(Path folder, OptionalInt side, Progress progress) {
        Path root = folder.toAbsolutePath().normalize();
        return new FolderInspection(FolderTree.read(root), progress).report(side);
    }

    private FolderReport report(OptionalInt side) {
        List<Member> members = new ArrayList<>();
        add(members, tree.train(), Split.TRAIN);
        add(members, tree.validation(), Split.VALIDATION);
        add(members, tree.test(), Split.TEST);
        Advice advice = Advice.of(sample(members), side);
        List<SeenImage> all = open(members, advice);
        List<SeenImage> decoded =
                all.stream().filter(image -> image.seen().isPresent()).toList();
        List<ImageFacts> facts = decoded.stream()
                .map(image -> image.seen().orElseThrow().facts())
                .toList();
        boolean grey =
                decoded.stream().allMatch(image -> image.seen().orElseThrow().grey());
        return new FolderReport(
                root.toString(),
                all.size(),
                new FolderReport.SplitSizes(
                        tree.train().size(),
                        tree.validation().size(),
                        tree.test().size()),
                classes(),
                balance(),
                tree.leftOut(),
                broken(all),
                Kinds.of(decoded),
                facts.isEmpty() ? Optional.empty() : Optional.of(Sizes.of(facts)),
                Duplicates.of(decoded, image -> name(image.file())),
                statistics(decoded, grey),
                advice.suggestion(root, grey && !decoded.isEmpty(), validation()),
                tree.remarks());
    }

    private static void add(List<Member> members, List<FolderTree.Labelled> files, Split split) {
        files.forEach(file -> members.add(new Member(file.file(), file.label(), split)));
    }

    private String name(Path file) {
        return root.relativize(file).toString();
    }

    /** The facts of some images, evenly spread. */
    private static List<ImageFacts> sample(List<Member> members) {
        int count = Math.min(SAMPLE, members.size());
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> members.get((int) ((long) i * members.size() / count)))
                .flatMap(member -> facts(member.file()).stream())
                .toList();
    }

    private static Optional<ImageFacts> facts(Path file) {
        try {
            return Optional.of(ImageFile.decode(file, ImageFile.contents(file)).facts());
        } catch (ImageException e) {
            return Optional.empty(); // told when it is opened again
        }
    }

    private List<SeenImage> open(List<Member> members, Advice advice) {
        return IntStream.range(0, members.size())
                .parallel()
                .mapToObj(i -> {
                    Member member = members.get(i);
                    SeenImage seen =
                            SeenImage.open(member.file(), member.label(), member.split(), advice.preparation());
                    oneMore(members.size());
                    return seen;
                })
                .toList();
    }

    private synchronized void oneMore(int total) {
        opened++;
        progress.opened(opened, total);
    }

    private List<FolderReport.ClassSize> classes() {
        int[][] counts = new int[tree.classes().size()][3];
        tree.train().forEach(file -> counts[file.label()][0]++);
        tree.validation().forEach(file -> counts[file.label()][1]++);
        tree.test().forEach(file -> counts[file.label()][2]++);
        return IntStream.range(0, counts.length)
                .mapToObj(i ->
                        new FolderReport.ClassSize(tree.classes().get(i), counts[i][0], counts[i][1], counts[i][2]))
                .toList();
    }

    private FolderReport.Balance balance() {
        List<FolderReport.ClassSize> classes = classes();
        Comparator<FolderReport.ClassSize> bySize = Comparator.comparingInt(FolderReport.ClassSize::train);
        FolderReport.ClassSize smallest = classes.stream().min(bySize).orElseThrow();
        FolderReport.ClassSize largest = classes.stream().max(bySize).orElseThrow();
        return new FolderReport.Balance(
                largest.name(),
                smallest.name(),
                (double) largest.train() / smallest.train(),
                (double) largest.train() / tree.train().size());
    }

    private static FolderReport.Broken broken(List<SeenImage> all) {
        List<String> problems = all.stream()
                .map(SeenImage::problem)
                .filter(problem -> !problem.isEmpty())
                .toList();
        return new FolderReport.Broken(
                problems.size(), problems.stream().limit(NAMED).toList());
    }

    private static FolderReport.Statistics statistics(List<SeenImage> decoded, boolean grey) {
        ChannelSums sums = new ChannelSums(3);
        decoded.stream()
                .filter(image -> image.split() == Split.TRAIN)
                .forEach(image -> sums.add(image.seen().orElseThrow().sums()));
        int channels = grey ? 1 : 3;
        return new FolderReport.Statistics(
                sums.means().subList(0, channels), sums.deviations().subList(0, channels));
    }

    /** Validation images of the folder are the test where it has no other. */
    private double validation() {
        if (!tree.validation().isEmpty() && !tree.test().isEmpty()) {
            return 0;
        }
        return tree.train().size() < FEW ? 0.2 : 0.1;
    }
}
