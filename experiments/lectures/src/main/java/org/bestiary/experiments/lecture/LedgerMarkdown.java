package org.bestiary.experiments.lecture;

import java.util.List;

/** The ledger for a README: one line, and the table of what is not as stated. */
public final class LedgerMarkdown {
    private LedgerMarkdown() {}

    /** The text, with a final newline. */
    public static String of(List<Finding> findings) {
        StringBuilder text = new StringBuilder(Tally.of(findings).line()).append(".\n");
        List<Finding> others = findings.stream()
                .filter(f -> f.verdict() == Verdict.DIFFERS || f.verdict() == Verdict.NOT_REPRODUCED)
                .toList();
        if (!others.isEmpty()) {
            text.append("\n| statement | stated | measured | |\n|---|---|---|---|\n");
            for (Finding f : others) {
                text.append("| `%s`: %s | %s | %s | %s |%n"
                        .formatted(
                                f.statement().id(),
                                cell(f.statement().text()),
                                cell(f.statement().statedForPeople()),
                                cell(f.measuredForPeople()),
                                cell(verdict(f))));
            }
        }
        return text.toString().replace("\r\n", "\n");
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

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " ");
    }
}
