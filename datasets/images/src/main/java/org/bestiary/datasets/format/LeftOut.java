package org.bestiary.datasets.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many files of a folder are not used, and why.
 *
 * @param hidden files whose name, or a folder they are in, begins with a dot
 * @param system files that systems and archivers leave behind: {@code Thumbs.db}, {@code desktop.ini}, all in
 *     {@code __MACOSX}
 * @param endings files that are no images by their name, by ending in lower case without the dot; an empty one stands for
 *     names without an ending
 * @param unlabelled images of which nothing says the class: outside class folders, or missing from the table of labels
 * @param unlisted images that are in none of the lists of splits
 */
public record LeftOut(int hidden, int system, SortedMap<String, Integer> endings, int unlabelled, int unlisted) {
    /** Nothing. */
    static final LeftOut NOTHING = new LeftOut(0, 0, new TreeMap<>(), 0, 0);

    private static final int NAMED = 8;

    /** Copies the counts. */
    public LeftOut {
        endings = Collections.unmodifiableSortedMap(new TreeMap<>(endings));
    }

    /**
     * All of them.
     *
     * @return the number of files
     */
    public int files() {
        return hidden
                + system
                + unlabelled
                + unlisted
                + endings.values().stream().mapToInt(n -> n).sum();
    }

    /** The same with more that are in no list. */
    LeftOut withUnlisted(int more) {
        return new LeftOut(hidden, system, endings, unlabelled, unlisted + more);
    }

    /**
     * What a person should know.
     *
     * @return a sentence for each reason; empty if nothing was left out
     */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        add(sentences, hidden, "hidden file", "");
        add(sentences, system, "file", " of systems and archivers (Thumbs.db, desktop.ini, __MACOSX and the like)");
        if (!endings.isEmpty()) {
            int files = endings.values().stream().mapToInt(n -> n).sum();
            add(sentences, files, "file", " of other kinds (" + kinds() + ")");
        }
        add(sentences, unlabelled, "image", " of unknown class");
        add(sentences, unlisted, "image", " in none of the lists");
        return sentences;
    }

    private static void add(List<String> sentences, int count, String what, String more) {
        if (count > 0) {
            sentences.add(count + " " + what + (count == 1 ? "" : "s") + more + (count == 1 ? " was" : " were")
                    + " left out");
        }
    }

    /** As {@code 6 .webp, 2 .txt}: the most frequent first. */
    private String kinds() {
        List<String> kinds = new ArrayList<>(endings.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(e -> e.getValue() + " " + (e.getKey().isEmpty() ? "without an ending" : "." + e.getKey()))
                .toList());
        return Listing.of(kinds, NAMED);
    }

    /** Counts while a folder is read. */
    static final class Counter {
        private int hidden;
        private int system;
        private int unlabelled;
        private final SortedMap<String, Integer> endings = new TreeMap<>();

        void hidden(int files) {
            hidden += files;
        }

        void system(int files) {
            system += files;
        }

        void unlabelled(int images) {
            unlabelled += images;
        }

        void other(String ending) {
            endings.merge(ending, 1, Integer::sum);
        }

        LeftOut total() {
            return new LeftOut(hidden, system, endings, unlabelled, 0);
        }
    }
}
