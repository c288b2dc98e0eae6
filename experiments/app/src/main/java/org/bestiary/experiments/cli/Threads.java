package org.bestiary.experiments.cli;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Number of threads of the native code, chosen after the start. */
final class Threads {
    private Threads() {}

    /**
     * Sets the threads for work that this thread asks for.
     *
     * @param count from 1 to the number of processors
     * @throws BadInput if it is out of range
     */
    static int use(int count) {
        int most = Runtime.getRuntime().availableProcessors();
        if (count < 1 || count > most) {
            throw new BadInput(
                    "--threads must be from 1 to " + most + ", the processors of this machine, but got " + count);
        }
        Nd4j.getBackend(); // the native operations are found through it
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(count);
        return count;
    }
}
