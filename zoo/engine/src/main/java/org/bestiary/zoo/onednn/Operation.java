package org.bestiary.zoo.onednn;

import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One oneDNN primitive and its arguments, in a fixed order; their memory is bound before each run. */
final class Operation implements AutoCloseable {

    private final primitive primitive;
    private final dnnl_primitive handle;
    private final dnnl_exec_arg_t arguments;
    private final memory[] memories;
    private final long[] bound;
    private final Address address = new Address();

    /**
     * Prepares a primitive.
     *
     * @param primitive the primitive; closed with this object
     * @param ids oneDNN's argument numbers
     * @param descriptions the memory of each argument, in the order of the numbers
     */
    Operation(primitive primitive, int[] ids, memory.desc... descriptions) {
        this.primitive = primitive;
        this.handle = primitive.get();
        this.arguments = new dnnl_exec_arg_t(ids.length);
        this.memories = new memory[ids.length];
        this.bound = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            memories[i] = new memory(descriptions[i], Session.engine(), new Pointer());
            arguments.position(i).arg(ids[i]).memory(memories[i].get());
        }
        arguments.position(0);
    }

    /** Binds an argument to an array's memory. */
    Operation bind(int index, INDArray array) {
        return bind(index, Address.of(array));
    }

    /** Binds an argument to an address. Setting it is skipped where it has not changed, as is usual with workspaces. */
    Operation bind(int index, long target) {
        if (bound[index] != target) {
            check(dnnl.dnnl_memory_set_data_handle(memories[index].get(), address.at(target)));
            bound[index] = target;
        }
        return this;
    }

    /** Runs the primitive to its end. */
    void run(Session session) {
        check(dnnl.dnnl_primitive_execute(handle, session.stream(), memories.length, arguments));
    }

    private static void check(int status) {
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("oneDNN refused to run an operation, status " + status);
        }
    }

    @Override
    public void close() {
        arguments.close();
        for (memory m : memories) {
            m.close();
        }
        primitive.close();
    }
}
