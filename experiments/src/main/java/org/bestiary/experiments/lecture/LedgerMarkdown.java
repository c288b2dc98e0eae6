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
                text.append("| `%s`: %s | %s | %s | %s %s%s |%n"
                        .formatted(
                                f.statement().id(),
                                cell(f.statement().text()),
                                cell(f.statement().statedForPeople()),
                                cell(f.measuredForPeople()),
                                f.verdict().sign(),
                                f.verdict().label(),
                                f.explanation().isEmpty() ? "" : ". " + cell(f.explanation())));
            }
        }
        return text.toString().replace("\r\n", "\n");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " ");
    }
}
