package org.bestiary.experiments.lecture;

import java.util.List;

/**
 * A lecture with its statements: one ledger file.
 *
 * @param id how it is called
 * @param heading for people
 * @param statements in the order of the file
 */
public record Lecture(String id, String heading, List<Statement> statements) {
    public Lecture {
        statements = List.copyOf(statements);
    }
}
