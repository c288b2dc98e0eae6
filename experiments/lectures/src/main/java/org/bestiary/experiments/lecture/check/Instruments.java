package org.bestiary.experiments.lecture.check;

import java.util.function.Function;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.graph.Network;

/**
 * What the ledger measures with. Tests put a faulty instrument in the place of one of them and see verdicts change.
 *
 * @param zoo finds a network by its id
 * @param counter counts a network
 * @param bench runs layers
 */
public record Instruments(Function<String, Architecture> zoo, Function<Network, Analysis> counter, Bench bench) {
    /** The zoo, its analysis and both engines, as they are. */
    public static Instruments real() {
        return new Instruments(Zoo::find, Analysis::of, new RealBench());
    }
}
