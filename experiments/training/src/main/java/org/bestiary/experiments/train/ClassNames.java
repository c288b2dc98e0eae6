package org.bestiary.experiments.train;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.bestiary.reports.run.RunException;

/**
 * Which of a network's classes the classes of some images are. Names count, never positions: those of the network as they
 * are, or else without regard to case and with underscores for spaces; names of ImageNet's synsets ({@code n01440764}); or
 * numbers, from 0, where all are numbers.
 *
 * @param network names of the network's classes
 * @param synsets names of the synsets in the same order; none if they are not known
 */
record ClassNames(List<String> network, List<String> synsets) {
    private static final String SYNSET = "n\\d{8}";
    private static final int NAMED = 5;

    /**
     * The network's class of each class of some images.
     *
     * @param images names of their classes
     * @param data what the images are called
     * @throws RunException if one has no counterpart, or two have the same
     */
    int[] outputs(List<String> images, String data) {
        int[] outputs = outputs(images);
        List<String> unknown = IntStream.range(0, outputs.length)
                .filter(i -> outputs[i] < 0)
                .mapToObj(images::get)
                .toList();
        if (!unknown.isEmpty()) {
            boolean synset = unknown.stream().allMatch(name -> name.matches(SYNSET));
            throw new RunException("classes are matched by name and must be known to the network, but " + data + " has "
                    + listed(unknown) + ", and the network knows " + listed(network)
                    + (synset
                            ? "; say which is which with --synsets (a file such as synset_words.txt), or give all "
                                    + network.size()
                            : "; choose other images"));
        }
        Set<Integer> once = new HashSet<>();
        for (int i = 0; i < outputs.length; i++) {
            if (!once.add(outputs[i])) {
                throw new RunException("each class of the network must be one of " + data + ", but '" + images.get(i)
                        + "' and another are both its class '" + network.get(outputs[i]) + "'; rename one");
            }
        }
        return outputs;
    }

    private int[] outputs(List<String> images) {
        if (images.stream().allMatch(name -> name.matches("\\d{1,6}"))) {
            return images.stream()
                    .mapToInt(Integer::parseInt)
                    .map(n -> n < network.size() ? n : -1)
                    .toArray();
        }
        if (images.stream().allMatch(name -> name.matches(SYNSET))) {
            // The network's classes are in the order of the synsets' numbers: all of them need no list.
            List<String> order = synsets.isEmpty() && images.size() == network.size()
                    ? new ArrayList<>(new TreeSet<>(images))
                    : synsets;
            return images.stream().mapToInt(order::indexOf).toArray();
        }
        Map<String, Integer> exact = index(network, false);
        Map<String, Integer> folded = index(network, true);
        return images.stream()
                .mapToInt(name -> exact.getOrDefault(plain(name, false), folded.getOrDefault(plain(name, true), -1)))
                .toArray();
    }

    /** Where each name is; a name that two classes have is of neither. */
    private static Map<String, Integer> index(List<String> names, boolean folded) {
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            index.merge(plain(names.get(i), folded), i, (first, second) -> -1);
        }
        return index;
    }

    private static String plain(String name, boolean folded) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        return folded
                ? composed.toLowerCase(Locale.ROOT).replaceAll("[_\\s]+", " ").strip()
                : composed;
    }

    private static String listed(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
    }
}
