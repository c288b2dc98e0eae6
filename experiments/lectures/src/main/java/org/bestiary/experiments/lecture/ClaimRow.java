package org.bestiary.experiments.lecture;

import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One finding in {@code reproduce --json}; the components are the JSON fields.
 *
 * @param id of the statement
 * @param lecture id of its lecture
 * @param topic its heading
 * @param kind analytic, training or cited
 * @param statement what the lecture says
 * @param stated the stated value; null if it names none
 * @param measured the measured value; null if nothing was measured
 * @param verdict reproduced, differs, not reproduced, not run or cited
 * @param statedText the stated value for people, with its unit
 * @param measuredText the measured value for people
 * @param compare how the two were held against each other
 * @param difference by how much it is another one
 * @param explanation what was counted and why
 * @param remark what else there is to say
 * @param problem why the check could not run; null if it could
 * @param runs directories of the runs that decided
 * @param seconds how long it took
 */
public record ClaimRow(
        String id,
        String lecture,
        String topic,
        String kind,
        String statement,
        Optional<Object> stated,
        Optional<Object> measured,
        String verdict,
        String statedText,
        String measuredText,
        String compare,
        String difference,
        String explanation,
        String remark,
        Optional<String> problem,
        List<String> runs,
        double seconds) {

    static ClaimRow of(Finding f) {
        Statement s = f.statement();
        return new ClaimRow(
                s.id(),
                s.lecture(),
                s.topic(),
                s.kind().id(),
                s.text(),
                s.stated(),
                f.measured().map(ClaimRow::json),
                f.verdict().label(),
                s.statedForPeople(),
                f.measuredForPeople(),
                s.compare().id(),
                f.difference(),
                f.explanation(),
                f.remark(),
                f.problem(),
                f.runs().stream().map(Path::toString).toList(),
                f.seconds());
    }

    /** A value as JSON has it: what is infinite or no number is null there. */
    private static Object json(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(ClaimRow::json).toList();
        }
        if (value instanceof Estimate e) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("mean", json(e.mean()));
            fields.put("low", json(e.low()));
            fields.put("high", json(e.high()));
            fields.put("runs", e.runs());
            return fields;
        }
        return value instanceof Double d && !Double.isFinite(d) ? NullNode.getInstance() : value;
    }

    /** The document of {@code --json}. */
    public record Document(List<ClaimRow> claims, Map<String, Integer> summary) {
        public static Document of(List<Finding> findings) {
            Tally tally = Tally.of(findings);
            Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
            for (Verdict v : Verdict.values()) {
                counts.put(v, tally.of(v));
            }
            Map<String, Integer> summary = new LinkedHashMap<>();
            counts.forEach((v, n) -> summary.put(v.label(), n));
            return new Document(findings.stream().map(ClaimRow::of).toList(), summary);
        }
    }

    /** One statement in {@code --list --json}. */
    public record Listed(
            String id, String lecture, String topic, String kind, String statement, Optional<Object> stated) {
        public static Listed of(Statement s) {
            return new Listed(s.id(), s.lecture(), s.topic(), s.kind().id(), s.text(), s.stated());
        }
    }
}
