package org.bestiary.experiments.search.study;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/**
 * Which process holds a trial: machine, process id, and when it started, because ids come again.
 *
 * @param host the machine
 * @param pid the process
 * @param started milliseconds since 1970, 0 where the system does not tell
 */
record WorkerName(String host, long pid, long started) {
    /** This process. */
    static WorkerName own() {
        ProcessHandle self = ProcessHandle.current();
        return new WorkerName(hostName(), self.pid(), started(self));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replace(':', '-');
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Whether a name is that of a process of this machine that is there no more. */
    static boolean isDeadHere(String name) {
        String[] parts = name.split(":");
        if (parts.length != 3 || !parts[0].equals(hostName())) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(parts[1]))
                .filter(ProcessHandle::isAlive)
                .filter(p -> started(p) == Long.parseLong(parts[2]))
                .isEmpty();
    }

    @Override
    public String toString() {
        return host + ":" + pid + ":" + started;
    }
}
