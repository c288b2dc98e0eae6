package org.bestiary.reports.serve;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which part of the list of runs is asked for. It is all in the address, so that a page can be kept and passed on.
 *
 * @param where the condition as it was written; blank for all
 * @param sort as {@code --sort} takes it: a field, after a plus sign for the smallest first
 * @param page from 1
 * @param ticked ids of runs that are to be compared, on whatever page they are
 */
record RunListQuery(String where, String sort, int page, Set<String> ticked) {
    /** Rows of a page. */
    static final int ROWS = 50;
    /** How many runs can be compared at once. */
    static final int MOST_TICKED = 40;

    static RunListQuery of(Request request) {
        return new RunListQuery(
                request.parameter("where").orElse(""),
                request.parameter("sort").orElse("started"),
                request.page(),
                request.all("run").stream()
                        .filter(ShownRun::isId)
                        .limit(MOST_TICKED)
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    String field() {
        return sort.startsWith("+") ? sort.substring(1) : sort;
    }

    boolean ascending() {
        return sort.startsWith("+");
    }

    /** What a click on a heading asks for: the other order if it is the one of now, else the one that is wanted first. */
    String sortedBy(String column, boolean ascendingFirst) {
        boolean now = field().equalsIgnoreCase(column);
        return (now ? !ascending() : ascendingFirst) ? "+" + column : column;
    }

    /** The condition as part of the address of a table. */
    String conditionOnly() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (!where.isEmpty()) {
            parameters.put("where", List.of(where));
        }
        return Address.query(parameters);
    }

    Optional<String> condition() {
        return where.isEmpty() ? Optional.empty() : Optional.of(where);
    }
}
