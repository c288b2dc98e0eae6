package org.bestiary.experiments.explain;

import org.bestiary.zoo.Shape;
import org.bestiary.zoo.analysis.LayerReport;
import org.bestiary.zoo.op.ReceptiveField;

/**
 * A layer that can be looked at.
 *
 * @param name as the user gave it
 * @param shown the operation whose output is seen; a later one than {@code name} where an activation is computed in the
 *     same pass
 * @param vertex where it is in the DL4J graph
 */
public record Layer(String name, LayerReport shown, String vertex) {
    /** Shape of one example. */
    public Shape output() {
        return shown.output();
    }

    /** What one number of it sees. */
    public ReceptiveField field() {
        return shown.receptiveField();
    }

    /** Whether this is a feature map, and not a vector. */
    public boolean isMap() {
        return !output().vector();
    }

    /** Name for people. */
    public String title() {
        String last = shown.name().substring(shown.name().lastIndexOf('.') + 1);
        return name.equals(shown.name()) ? name : name + " with " + last;
    }
}
