package org.bestiary.experiments.config;

/** What a YAML file of the user's is; messages call it so. */
public enum DocumentKind {
    /** An experiment. */
    SPEC("spec", "name: my-experiment"),
    /** The statements of a lecture. */
    LEDGER("ledger", "lecture: my-lecture"),
    /** The steps of an augmentation. */
    RECIPE("recipe", "- flip: horizontal");

    private final String noun;
    private final String start;

    DocumentKind(String noun, String start) {
        this.noun = noun;
        this.start = start;
    }

    /** The word for it. */
    public String noun() {
        return noun;
    }

    /** How one begins. */
    String start() {
        return start;
    }
}
