package org.bestiary.zoo.onednn;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * What one thread has prepared: its stream, its operations by shape, and a scratch area. Nothing here is shared between
 * threads, because an operation's arguments change with every call.
 */
final class Session {

    /** Operations kept per thread: the largest network of the zoo needs about 900 for one batch size. */
    private static final int CAPACITY = 2048;

    private static final engine ENGINE = new engine(engine.kind.cpu, 0);
    private static final ThreadLocal<Session> CURRENT = ThreadLocal.withInitial(Session::new);

    static {
        // An environment variable could otherwise allow bfloat16 inside.
        dnnl.dnnl_set_default_fpmath_mode(dnnl.dnnl_fpmath_mode_strict);
    }

    private final stream stream = new stream(ENGINE);
    private final dnnl_stream handle = stream.get();
    private final Map<Object, AutoCloseable> prepared = new LinkedHashMap<>(256, 0.75f, true);
    private final List<FloatPointer> scratch = new ArrayList<>();
    private final Floats floats = new Floats();

    private Session() {}

    static Session current() {
        return CURRENT.get();
    }

    static engine engine() {
        return ENGINE;
    }

    dnnl_stream stream() {
        return handle;
    }

    /** The operation for a key, prepared on first use; the one unused longest gives way when there are too many. */
    @SuppressWarnings("unchecked")
    <T extends AutoCloseable> T prepared(Object key, Supplier<T> prepare) {
        AutoCloseable found = prepared.get(key);
        if (found == null) {
            found = prepare.get();
            prepared.put(key, found);
            if (prepared.size() > CAPACITY) {
                Iterator<AutoCloseable> eldest = prepared.values().iterator();
                close(eldest.next());
                eldest.remove();
            }
        }
        return (T) found;
    }

    private static void close(AutoCloseable operation) {
        try {
            operation.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot release a oneDNN operation", e);
        }
    }

    /**
     * Address of a scratch area that lasts until the next call with the same slot.
     *
     * @param slot small number; areas of different slots do not overlap
     * @param bytes least size
     */
    long scratch(int slot, long bytes) {
        while (scratch.size() <= slot) {
            scratch.add(new FloatPointer(1024));
        }
        FloatPointer area = scratch.get(slot);
        if (area.capacity() * Float.BYTES < bytes + 64) {
            area.close();
            area = new FloatPointer(bytes / Float.BYTES + 32);
            scratch.set(slot, area);
        }
        return (area.address() + 63) & -64L;
    }

    /** Floats in foreign memory, valid until the next call. */
    FloatPointer floatsAt(long address) {
        return floats.at(address);
    }

    /** A pointer to floats whose target can be changed. */
    private static final class Floats extends FloatPointer {
        private Floats() {
            super((Pointer) null);
        }

        private Floats at(long target) {
            this.address = target;
            return this;
        }
    }
}
