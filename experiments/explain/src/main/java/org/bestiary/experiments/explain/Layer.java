package org.bestiary.experiments.explain;

import org.bestiary.zoo.Shape;
import org.bestiary.zoo.op.ReceptiveField;

/**
 * A layer that can be looked at.
 *
 * @param name as the user gave it
 * @param shown the operation whose output is seen; a later one than {@code name} where an activation is computed in the
 *     same pass
 * @param vertex where it is in the DL4J graph
 * @param output shape of one example
 * @param field what one number of it sees
 */
public record Layer(String name, String shown, String vertex, Shape output, ReceptiveField field) {
    /** Whether this is a feature map, and not a vector. */
    public boolean isMap() {
        return !output.vector();
    }

    /** Name for people. */
    public String title() {
        return name.equals(shown) ? name : name + " with " + shown.substring(shown.lastIndexOf('.') + 1);
    }
}
