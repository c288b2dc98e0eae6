package org.bestiary.datasets.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.catalog.FolderOptions.WithoutTest;
import org.bestiary.datasets.format.FolderTree;

/**
 * The images of a folder divided into splits: as the folder says, and where it has no test images as the options say.
 *
 * @param train images to learn from
 * @param validation images that the folder brings for validation; none if it brings none, or they are tested with
 * @param test images to test with
 * @param remarks what a person should know of the division, a sentence each
 */
record FolderDivision(
        List<FolderTree.Labelled> train,
        List<FolderTree.Labelled> validation,
        List<FolderTree.Labelled> test,
        List<String> remarks) {
    private static final int NAMED = 5;

    int size() {
        return train.size() + validation.size() + test.size();
    }

    static FolderDivision of(FolderTree all, FolderOptions options) {
        if (!all.test().isEmpty()) {
            if (options.withoutTest() != WithoutTest.USUAL) {
                throw new DataException("test=" + options.withoutTest().label()
                        + " says what is tested with where there are no test images, but " + all.root() + " has "
                        + all.test().size() + "; leave that option out.");
            }
            return new FolderDivision(all.train(), all.validation(), all.test(), List.of());
        }
        boolean validated = !all.validation().isEmpty();
        if (options.withoutTest() == WithoutTest.VALIDATION && !validated) {
            throw new DataException("With test=validation an image folder must have validation images, but "
                    + all.root() + " has none; leave that option out.");
        }
        if (options.withoutTest() == WithoutTest.SHARE || !validated) {
            return shared(all, options);
        }
        String remark = "the validation images of " + all.root()
                + " are the test split, since there are no others to test with; test=share in the id would test with a share"
                + " of the training images instead, and test=validation says that this is meant";
        return new FolderDivision(
                all.train(),
                List.of(),
                all.validation(),
                options.withoutTest() == WithoutTest.USUAL ? List.of(remark) : List.of());
    }

    /** The training images without a share of every class, which is tested with. */
    private static FolderDivision shared(FolderTree all, FolderOptions options) {
        List<FolderTree.Labelled> train = new ArrayList<>();
        List<FolderTree.Labelled> test = new ArrayList<>();
        Map<Integer, List<FolderTree.Labelled>> byClass =
                all.train().stream().collect(Collectors.groupingBy(FolderTree.Labelled::label));
        RandomStream random = RandomStream.of(options.seed()).split("test share");
        for (int label = 0; label < all.classes().size(); label++) {
            List<FolderTree.Labelled> members = byClass.get(label);
            int[] order = random.split(label).permutation(members.size());
            boolean[] held = new boolean[order.length];
            // What is never seen in training cannot be learnt.
            long most = Math.min(Math.round(options.testShare() * order.length), order.length - 1);
            for (int i = 0; i < most; i++) {
                held[order[i]] = true;
            }
            for (int i = 0; i < held.length; i++) {
                (held[i] ? test : train).add(members.get(i));
            }
        }
        return new FolderDivision(train, all.validation(), test, untested(all, options, test));
    }

    private static List<String> untested(FolderTree all, FolderOptions options, List<FolderTree.Labelled> test) {
        Set<Integer> tested = test.stream().map(FolderTree.Labelled::label).collect(Collectors.toSet());
        List<String> none = IntStream.range(0, all.classes().size())
                .filter(label -> !tested.contains(label))
                .mapToObj(label -> "'" + all.classes().get(label) + "'")
                .toList();
        if (none.isEmpty()) {
            return List.of();
        }
        String names = String.join(", ", none.subList(0, Math.min(NAMED, none.size())))
                + (none.size() > NAMED ? " and " + (none.size() - NAMED) + " more" : "");
        return List.of("of " + names + " there is no image to test with: a share of " + options.testShare()
                + " is less than one image, or would be the only one; set test-share higher or add images");
    }
}
