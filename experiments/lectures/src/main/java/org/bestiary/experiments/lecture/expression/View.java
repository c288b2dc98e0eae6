package org.bestiary.experiments.lecture.expression;

import java.util.Map;
import java.util.function.Supplier;
import org.bestiary.experiments.config.Names;
import org.bestiary.experiments.config.SpecException;

/** Something that an expression may look at: named values, each worked out when it is asked for. */
public class View {
    private final String what;
    private final Map<String, Supplier<Object>> values;

    /**
     * @param what how messages call it
     * @param values its values by name
     */
    protected View(String what, Map<String, Supplier<Object>> values) {
        this.what = what;
        this.values = values;
    }

    /**
     * The value of this name; expressions write {@code view.name}.
     *
     * @throws SpecException if there is none; the message names the nearest
     */
    public Object get(String name) {
        Supplier<Object> value = values.get(name);
        if (value == null) {
            String call = Forms.mistake(name, getClass());
            throw new SpecException(
                    call.isEmpty() ? what + " has no value '" + name + "'" + Names.hint(name, values.keySet()) : call);
        }
        return value.get();
    }

    @Override
    public String toString() {
        return what;
    }
}
