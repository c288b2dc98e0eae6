package org.bestiary.datasets.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Split;

/** Puts together what folders, tables and lists say of the images in a folder. */
final class FolderReader {
    private static final Comparator<Found> BY_NAME = Comparator.comparing(Found::name)
            .thenComparing(image -> image.file().toString());

    private final Path root;
    private final FolderSplits splits;
    private final FolderWalk walk = new FolderWalk();
    private final List<String> remarks = new ArrayList<>();

    FolderReader(Path root, FolderSplits splits) {
        this.root = root;
        this.splits = splits;
    }

    FolderTree read() throws IOException {
        splits.labels().ifPresent(table -> walk.know(root.resolve(table)));
        splits.lists().values().forEach(list -> walk.know(root.resolve(list)));
        List<Found> all = splits.labels().isPresent()
                ? labelled(root.resolve(splits.labels().get()))
                : new ClassFolders(root, splits.folders(), walk).images();
        if (all.isEmpty()) {
            throw new DataException("There is no image in the class folders of " + root + found() + ".");
        }
        List<Found> listed = listed(all);
        LeftOut leftOut = walk.leftOut().withUnlisted(all.size() - listed.size());
        Map<Split, List<Found>> parts = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            parts.put(
                    split,
                    listed.stream()
                            .filter(image -> image.split() == split)
                            .sorted(BY_NAME)
                            .toList());
        }
        List<String> classes = classes(parts.get(Split.TRAIN));
        check(classes, parts);
        remarks.addAll(walk.remarks());
        remarks.addAll(leftOut.sentences());
        return new FolderTree(
                root,
                classes,
                labels(parts.get(Split.TRAIN), classes),
                labels(parts.get(Split.VALIDATION), classes),
                labels(parts.get(Split.TEST), classes),
                leftOut,
                remarks);
    }

    /** What there is instead of images. */
    private String found() {
        List<String> sentences = walk.leftOut().sentences();
        return sentences.isEmpty() ? "" : "; " + String.join("; ", sentences);
    }

    /** The images that a table names. */
    private List<Found> labelled(Path table) throws IOException {
        List<Found> images = new ArrayList<>();
        walk.claim(root, List.of(root));
        walk.collect(root, file -> images.add(new Found(file, Found.nameOf(root.relativize(file)), "", Split.TRAIN)));
        List<Found> rows = LabelTable.read(table, new FoundImages(root, images));
        walk.unlabelled(images.size() - rows.size());
        return rows;
    }

    /** The images with the splits of the lists; without those that are in none, if there is one of the training images. */
    private List<Found> listed(List<Found> all) {
        FoundImages images = new FoundImages(root, all);
        Map<String, Split> chosen = new HashMap<>();
        for (Split split : Split.values()) {
            String list = splits.lists().get(split);
            if (list == null) {
                continue;
            }
            if (split != Split.TRAIN && all.stream().anyMatch(image -> image.split() == split)) {
                throw new DataException("Images of a split must be said once, but " + root + " has "
                        + SplitNames.label(split) + " images and " + list + " lists others; leave one of the two out.");
            }
            SplitList.read(root.resolve(list), split, images, chosen);
        }
        boolean onlyListed = splits.lists().containsKey(Split.TRAIN);
        return all.stream()
                .filter(image -> !onlyListed || image.split() != Split.TRAIN || chosen.containsKey(image.name()))
                .map(image -> image.in(chosen.getOrDefault(image.name(), image.split())))
                .toList();
    }

    private List<String> classes(List<Found> train) {
        Set<String> names = new TreeSet<>();
        train.forEach(image -> names.add(image.label()));
        boolean numbers = splits.labels().isPresent() && names.stream().allMatch(name -> name.matches("\\d{1,18}"));
        List<String> classes = new ArrayList<>(names);
        if (numbers) {
            classes.sort(Comparator.comparingLong((String name) -> Long.parseLong(name))
                    .thenComparing(name -> name));
        }
        if (classes.size() < 2) {
            throw new DataException("An image folder needs training images of at least two classes, found "
                    + (classes.isEmpty() ? "none" : "only those of " + classes) + " in " + root + found() + ".");
        }
        return classes;
    }

    private void check(List<String> classes, Map<Split, List<Found>> parts) {
        for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
            Set<String> unknown = new LinkedHashSet<>();
            parts.get(split).forEach(image -> unknown.add(image.label()));
            classes.forEach(unknown::remove);
            if (!unknown.isEmpty()) {
                throw new DataException("Classes must be among those of the training images, but of the "
                        + SplitNames.label(split) + " images of " + root + " there are some in "
                        + Listing.of(List.copyOf(unknown)) + ", which the training images lack"
                        + other(classes, unknown)
                        + ".");
            }
        }
        for (Split split : Split.values()) {
            few(classes, parts.get(split), split);
        }
        classes.stream()
                .collect(
                        Collectors.groupingBy(name -> name.toLowerCase(Locale.ROOT), TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(same -> same.size() > 1)
                .forEach(same -> remarks.add("classes " + quoted(same) + " differ in upper and lower case only"));
    }

    private static String other(List<String> classes, Set<String> unknown) {
        return classes.stream()
                .flatMap(name -> unknown.stream()
                        .filter(name::equalsIgnoreCase)
                        .map(other -> "; " + other + " and " + name + " differ in upper and lower case only"))
                .findFirst()
                .orElse("");
    }

    private void few(List<String> classes, List<Found> images, Split split) {
        Map<String, Long> counts = images.stream().collect(Collectors.groupingBy(Found::label, Collectors.counting()));
        List<String> none =
                classes.stream().filter(name -> !counts.containsKey(name)).toList();
        if (!images.isEmpty() && !none.isEmpty()) {
            remarks.add(subject(none) + " no " + SplitNames.label(split) + " image in " + root);
        }
        List<String> single = classes.stream()
                .filter(name -> counts.getOrDefault(name, 0L) == 1)
                .toList();
        if (split == Split.TRAIN && !single.isEmpty()) {
            remarks.add(subject(single) + " a single image in " + root);
        }
    }

    private static String subject(List<String> names) {
        return (names.size() == 1 ? "class " : "classes ") + quoted(names) + (names.size() == 1 ? " has" : " have");
    }

    private static String quoted(List<String> names) {
        return Listing.of(names.stream().map(name -> "'" + name + "'").toList());
    }

    private static List<FolderTree.Labelled> labels(List<Found> images, List<String> classes) {
        Map<String, Integer> labels = new HashMap<>();
        classes.forEach(name -> labels.put(name, labels.size()));
        return images.stream()
                .map(image -> new FolderTree.Labelled(image.file(), labels.get(image.label())))
                .sorted(Comparator.comparingInt(FolderTree.Labelled::label))
                .toList();
    }
}
