package org.bestiary.reports.serve;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked for.
 *
 * @param method GET or another
 * @param segments the parts of the path, decoded; none for the root
 * @param parameters the values of the query under each name, in their order
 * @param headers the first header of each name, names in lower case
 */
record Request(
        String method, List<String> segments, Map<String, List<String>> parameters, Map<String, String> headers) {
    private static final int LONGEST_ADDRESS = 16_000;
    private static final int MOST_PAGES = 1_000_000;

    /**
     * Reads a request.
     *
     * @throws Refusal if its address makes no sense
     */
    static Request of(HttpExchange exchange) {
        String path = Optional.ofNullable(exchange.getRequestURI().getRawPath()).orElse("/");
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        if (path.length() + query.length() > LONGEST_ADDRESS) {
            throw Refusal.malformed("An address may have " + LONGEST_ADDRESS + " characters. Tick fewer runs.");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new Request(exchange.getRequestMethod(), segments(path), parameters(query), headers);
    }

    /** A part that would lead elsewhere in a file system is part of no address here. */
    private static List<String> segments(String path) {
        List<String> parts = Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> decode(part.replace("+", "%2B")))
                .toList();
        for (String part : parts) {
            if (part.equals(".") || part.equals("..") || part.matches("(?s).*[/\\\\\\x00-\\x1f\\x7f].*")) {
                throw Refusal.missing("There is no such page.");
            }
        }
        return parts;
    }

    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters
                        .computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
                        .add(decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.malformed("The address has a % that is followed by no two hexadecimal digits.");
        }
    }

    /** The last value of a parameter, if it is there and not blank. */
    Optional<String> parameter(String name) {
        List<String> values = all(name);
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.get(values.size() - 1).strip()).filter(v -> !v.isEmpty());
    }

    /** All values of a parameter. */
    List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** Which page of a list is asked for, from 1. */
    int page() {
        return parameter("page")
                .filter(p -> p.matches("\\d{1,7}"))
                .map(Integer::parseInt)
                .filter(p -> p >= 1 && p <= MOST_PAGES)
                .orElse(1);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The address again, without a parameter. */
    String without(String name) {
        Map<String, List<String>> rest = new LinkedHashMap<>(parameters);
        rest.remove(name);
        return Address.of(segments, rest);
    }
}
