package org.bestiary.experiments.lecture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bestiary.experiments.config.Names;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.Wildcards;

/** Which statements to check. */
public final class Selection {
    private Selection() {}

    /**
     * The statements that are asked for, in the order of the ledgers.
     *
     * @param lectures all ledgers
     * @param patterns ids, or patterns, see {@link Wildcards}; none for all
     * @param kind only this kind
     * @param lecture only this lecture
     * @throws SpecException if nothing is left, or two ledgers have one id or a statement of one id
     */
    public static List<Statement> of(
            List<Lecture> lectures, List<String> patterns, Optional<StatementKind> kind, Optional<String> lecture) {
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
            List<String> asked = new ArrayList<>();
            kind.ifPresent(k -> asked.add(k.id()));
            lecture.ifPresent(l -> asked.add("of " + l));
            if (!patterns.isEmpty()) {
                asked.add("called " + String.join(" or ", patterns));
            }
            throw new SpecException("there must be a statement to check, but none is " + String.join(" and ", asked)
                    + "; see 'reproduce --list'");
        }
        return chosen;
    }

    private static List<String> matching(String pattern, List<String> ids) {
        if (ids.contains(pattern)) {
            return List.of(pattern);
        }
        List<String> found =
                ids.stream().filter(id -> Wildcards.match(pattern, id)).toList();
        if (found.isEmpty()) {
            throw new SpecException("no statement is called '" + pattern + "'" + Names.hint(pattern, ids));
        }
        return found;
    }
}
