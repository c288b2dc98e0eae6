package org.bestiary.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The driver's process: keeps as many trials on the cluster as there are slots, each as a Spark job of one task, until one of
 * them finds the study complete. It is told what to do by an {@link Order} and stops when its standard input ends.
 *
 * <p>Exit codes: 0 the study is complete; 1 it cannot go on, for the reason that the last line on standard output says; 130
 * stopped.
 */
public final class SparkDriver {
    private static final int STOPPED = 130;
    private static final int FAILURES = 3;
    private static final int LOOK_SECONDS = 2;
    private static final String NOTE = "@note ";
    private static final String FAILED = "@failed ";

    private final Order order;
    private final PrintStream out;
    private final JavaSparkContext spark;
    private final AtomicReference<String> failure = new AtomicReference<>();
    private volatile boolean complete;

    private SparkDriver(Order order, PrintStream out) {
        this.order = order;
        this.out = out;
        this.spark = new JavaSparkContext(order.sparkConf());
        order.jars().forEach(jar -> spark.addFile(jar.toString()));
    }

    /** Does what standard input says. */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = System.out;
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Order order = Order.read(in);
        SparkDriver driver;
        try {
            driver = new SparkDriver(order, out);
        } catch (RuntimeException e) {
            e.printStackTrace();
            out.println(FAILED + reason(e));
            System.exit(1);
            return;
        }
        Thread listener = new Thread(() -> driver.stopAtTheEndOf(in), "listener");
        listener.setDaemon(true);
        listener.start();
        System.exit(driver.work());
    }

    private void stopAtTheEndOf(BufferedReader in) {
        try {
            while (in.readLine() != null) {
                // Nothing is said after the order; only the end matters.
            }
        } catch (IOException e) {
            // As good as the end.
        }
        // Executors end, and with them the input of the trials' processes, which then checkpoint and give their trials
        // back.
        spark.stop();
        Runtime.getRuntime().halt(STOPPED);
    }

    private int work() throws InterruptedException {
        CountDownLatch slots = new CountDownLatch(order.slots());
        for (int i = 0; i < order.slots(); i++) {
            int number = i;
            Thread slot = new Thread(() -> slot(number, slots), "slot-" + i);
            slot.setDaemon(true);
            slot.start();
        }
        watch(slots);
        spark.stop();
        if (complete) {
            return 0;
        }
        out.println(FAILED + failure.get());
        return 1;
    }

    private void slot(int number, CountDownLatch slots) {
        int failures = 0;
        SparkTrial task = order.task();
        while (!complete && failure.get() == null) {
            String answer;
            try {
                answer = spark.parallelize(List.of(number), 1)
                        .map(task)
                        .collect()
                        .get(0);
            } catch (RuntimeException e) {
                e.printStackTrace();
                answer = SparkTrial.FAILED + reason(e);
            }
            if (answer.equals(SparkTrial.COMPLETE)) {
                complete = true;
            } else if (answer.equals(SparkTrial.MORE)) {
                failures = 0;
            } else if (!complete && ++failures == FAILURES) {
                failure.compareAndSet(null, answer.substring(SparkTrial.FAILED.length()));
            }
        }
        slots.countDown();
    }

    /** Waits for the slots to end, or for executors in vain: Spark itself would wait for ever. */
    private void watch(CountDownLatch slots) throws InterruptedException {
        long seen = System.nanoTime();
        int before = 0;
        while (!slots.await(LOOK_SECONDS, TimeUnit.SECONDS) && failure.get() == null) {
            // In local mode the driver is its only executor; elsewhere it is counted among them.
            int executors = spark.sc().statusTracker().getExecutorInfos().length
                    - (spark.sc().isLocal() ? 0 : 1);
            if (executors != before) {
                out.println(NOTE + executors + (executors == 1 ? " executor" : " executors"));
                before = executors;
            }
            if (executors > 0) {
                seen = System.nanoTime();
            } else if (System.nanoTime() - seen > TimeUnit.SECONDS.toNanos(order.patienceSeconds())) {
                failure.compareAndSet(
                        null,
                        "the cluster has given no executor within " + order.patienceSeconds()
                                + " s; does a worker have " + spark.getConf().get("spark.executor.cores", "1")
                                + " free cores and " + spark.getConf().get("spark.executor.memory", "1g")
                                + " of free memory?");
            }
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof SparkException)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return message.lines().findFirst().orElse("unknown reason");
    }
}
