package org.bestiary.reports.publish;

/**
 * What an index says of something published; the components are fields of {@code summary.json}, and texts as they are shown.
 *
 * @param name of the experiment, and of its folder
 * @param kind {@code experiment}, {@code sweep} or {@code ledger}
 * @param subject what was done, as {@code LeNet-5 on MNIST}
 * @param figure what it came to, as {@code 99.11%}
 * @param range how far that is to be believed, as {@code mean of 3 seeds, 98.96 to 99.21%}
 * @param cost what it took, as {@code 87 s of training a seed, 1 thread}
 */
public record PublishedCard(String name, String kind, String subject, String figure, String range, String cost) {
    /** Runs. */
    public static final String EXPERIMENT = "experiment";
    /** A search. */
    public static final String SWEEP = "sweep";
    /** Statements of lectures. */
    public static final String LEDGER = "ledger";
}
