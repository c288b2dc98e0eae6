package org.bestiary.experiments.config;

/**
 * One entry that breaks a rule.
 *
 * @param path where, as {@code training.batch}
 * @param rule the rule, what was given, and what to do
 * @param unknownName whether it is an entry that does not exist
 */
public record Violation(String path, String rule, boolean unknownName) {
    Violation(String path, String rule) {
        this(path, rule, false);
    }
}
