package org.bestiary.experiments.lecture;

import java.util.List;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Markdown;
import org.bestiary.common.table.Table;

/** The ledger for a README: one line, and the table of what is not as stated. */
public final class LedgerMarkdown {
    private static final Table<Finding> TABLE = Table.of(
            Column.left(
                    "statement",
                    f -> Markdown.inCell(
                            "`" + f.statement().id() + "`: " + f.statement().text())),
            Column.left("stated", f -> Markdown.inCell(f.statement().statedForPeople())),
            Column.left("measured", f -> Markdown.inCell(f.measuredForPeople())),
            Column.left("", f -> Markdown.inCell(verdict(f))));

    private LedgerMarkdown() {}

    /** The text, with a final newline. */
    public static String of(List<Finding> findings) {
        StringBuilder text = new StringBuilder(Tally.of(findings).line()).append(".\n");
        List<Finding> others = findings.stream()
                .filter(f -> f.verdict() == Verdict.DIFFERS || f.verdict() == Verdict.NOT_REPRODUCED)
                .toList();
        if (!others.isEmpty()) {
            text.append("\n").append(TABLE.markdown(others));
        }
        return text.toString();
    }

    /** The verdict, why, and under which budget: a weak experiment that shows nothing refutes nothing. */
    private static String verdict(Finding finding) {
        StringBuilder text = new StringBuilder(finding.verdict().sign())
                .append(' ')
                .append(finding.verdict().label());
        text.append(": ").append(finding.difference());
        if (!finding.explanation().isEmpty()) {
            text.append(". ").append(finding.explanation().strip());
        }
        if (!finding.remark().isEmpty()) {
            text.append(" [").append(finding.remark()).append(']');
        }
        return text.toString();
    }
}
