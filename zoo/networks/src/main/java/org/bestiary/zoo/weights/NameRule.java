package org.bestiary.zoo.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a map: how another library calls a layer of ours. {@code stage{s}.block{b}.conv{c} = layer{s}.{b-1}.conv{c}}:
 * a word in braces stands for a number or a short code; on the right it may be one more or less, or ({@code {b:letter}}) the
 * letter of that number, 1 for a. Several names, separated by a bar, are tried in order.
 */
final class NameRule {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)(?:([+-])(\\d+)|(:letter))?\\}");

    private final Pattern vertex;
    private final List<String> names;

    private NameRule(Pattern vertex, List<String> names) {
        this.vertex = vertex;
        this.names = names;
    }

    static NameRule parse(String left, String right) {
        StringBuilder regex = new StringBuilder();
        Matcher m = PLACE.matcher(left);
        int end = 0;
        while (m.find()) {
            regex.append(Pattern.quote(left.substring(end, m.start())));
            regex.append("(?<").append(m.group(1)).append(">[0-9]+[a-z]?)");
            end = m.end();
        }
        regex.append(Pattern.quote(left.substring(end)));
        List<String> names = new ArrayList<>();
        for (String name : right.split("\\|")) {
            names.add(name.strip());
        }
        return new NameRule(Pattern.compile(regex.toString()), List.copyOf(names));
    }

    /** Every vertex is called as it is. */
    static NameRule anyName() {
        return new NameRule(Pattern.compile("(?<name>.*)"), List.of("{name}"));
    }

    /** The other library's names for this vertex, the first to be tried first; empty if the rule is of another vertex. */
    Optional<List<String>> namesOf(String vertexName) {
        Matcher vertexMatch = vertex.matcher(vertexName);
        if (!vertexMatch.matches()) {
            return Optional.empty();
        }
        return Optional.of(names.stream().map(n -> fill(n, vertexMatch)).toList());
    }

    private static String fill(String name, Matcher values) {
        return PLACE.matcher(name).replaceAll(place -> {
            String value = values.group(place.group(1));
            if (place.group(4) != null) {
                return String.valueOf((char) ('a' + Integer.parseInt(value) - 1));
            }
            if (place.group(2) == null) {
                return value;
            }
            int step = Integer.parseInt(place.group(2) + place.group(3));
            return Integer.toString(Integer.parseInt(value) + step);
        });
    }
}
