package org.bestiary.experiments.lecture;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.bestiary.experiments.config.Names;
import org.bestiary.experiments.config.SpecException;

/** Which statements to check. */
public final class Selection {
    private Selection() {}

    /**
     * The statements that are asked for, in the order of the ledgers.
     *
     * @param lectures all ledgers
     * @param patterns ids, or patterns with {@code *} and {@code ?}; none for all
     * @param kind only this kind
     * @param lecture only this lecture
     * @throws SpecException if nothing is left, or two ledgers have one id or a statement of one id
     */
    public static List<Statement> of(
            List<Lecture> lectures, List<String> patterns, Optional<Kind> kind, Optional<String> lecture) {
        Map<String, Statement> byId = new HashMap<>();
        List<Statement> all = new ArrayList<>();
        for (Lecture l : lectures) {
            for (Statement s : l.statements()) {
                Statement earlier = byId.put(s.id(), s);
                if (earlier != null) {
                    throw new SpecException(s.place() + ": a statement must have a name of its own, but '" + s.id()
                            + "' is also at " + earlier.place());
                }
                all.add(s);
            }
        }
        List<String> ids = lectures.stream().map(Lecture::id).toList();
        for (int i = 0; i < ids.size(); i++) {
            if (ids.indexOf(ids.get(i)) < i) {
                throw new SpecException(
                        "a ledger must have a name of its own, but two have 'lecture: " + ids.get(i) + "'; rename one");
            }
        }
        if (lecture.isPresent() && !ids.contains(lecture.get())) {
            throw new SpecException("no lecture is called '" + lecture.get() + "'" + Names.hint(lecture.get(), ids));
        }
        Set<String> wanted = new LinkedHashSet<>();
        for (String pattern : patterns) {
            wanted.addAll(matching(pattern, all.stream().map(Statement::id).toList()));
        }
        List<Statement> chosen = all.stream()
                .filter(s -> patterns.isEmpty() || wanted.contains(s.id()))
                .filter(s -> kind.isEmpty() || s.kind() == kind.get())
                .filter(s -> lecture.isEmpty() || s.lecture().equals(lecture.get()))
                .toList();
        if (chosen.isEmpty()) {
            throw new SpecException("there must be a statement to check, but none is "
                    + kind.map(k -> k.id() + " and ").orElse("")
                    + lecture.map(l -> "of " + l + " and ").orElse("")
                    + "called " + (patterns.isEmpty() ? "anything" : String.join(" or ", patterns))
                    + "; see 'reproduce --list'");
        }
        return chosen;
    }

    private static List<String> matching(String pattern, List<String> ids) {
        if (ids.contains(pattern)) {
            return List.of(pattern);
        }
        try {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            List<String> found =
                    ids.stream().filter(id -> matcher.matches(Path.of(id))).toList();
            if (found.isEmpty()) {
                throw new SpecException("no statement is called '" + pattern + "'" + Names.hint(pattern, ids));
            }
            return found;
        } catch (PatternSyntaxException e) {
            throw new SpecException("a pattern has * and ? for what may vary, but got '" + pattern + "'", e);
        }
    }
}
