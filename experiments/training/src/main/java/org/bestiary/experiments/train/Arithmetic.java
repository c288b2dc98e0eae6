package org.bestiary.experiments.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bestiary.reports.run.Provenance;

/**
 * What the last digits of a run's parameters depend on beside spec and seed. Native code adds up gradients in as many parts
 * as it has threads, and with the instructions that the processor has, and sums of floating-point numbers depend on their
 * order.
 *
 * @param cpu the processor, as the system names it
 * @param threads of the native code
 */
record Arithmetic(String cpu, int threads) {
    /** That of this process. */
    static Arithmetic here() {
        return new Arithmetic(Machine.cpu(), Machine.threads());
    }

    /** That of a run as it began. */
    static Arithmetic of(Provenance provenance) {
        return new Arithmetic(provenance.cpu(), provenance.threads());
    }

    /** What is to be told of a run that began with this one and goes on with another; empty if they are the same. */
    Optional<String> changedTo(Arithmetic now) {
        List<String> changes = new ArrayList<>();
        if (threads != now.threads) {
            changes.add((threads == 1 ? "1 thread" : threads + " threads") + " then, " + now.threads
                    + " now (set OMP_NUM_THREADS=" + threads + ")");
        }
        if (!cpu.equals(now.cpu)) {
            changes.add(cpu + " then, " + now.cpu + " now");
        }
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of("the parameters will not be bit for bit those of a run that was never stopped: "
                        + String.join("; ", changes));
    }
}
