package org.bestiary.reports.serve;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Addresses of pages, whatever names are in them. */
final class Address {
    private Address() {}

    static String of(List<String> segments, Map<String, List<String>> parameters) {
        return "/" + segments.stream().map(Address::encoded).collect(Collectors.joining("/")) + query(parameters);
    }

    /** What follows a path, from the question mark on; empty without parameters. */
    static String query(Map<String, List<String>> parameters) {
        String pairs = parameters.entrySet().stream()
                .flatMap(e -> e.getValue().stream().map(value -> encoded(e.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
        return pairs.isEmpty() ? "" : "?" + pairs;
    }

    static String run(String id) {
        return of(List.of("runs", id), Map.of());
    }

    static String study(String id) {
        return of(List.of("studies", id), Map.of());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
