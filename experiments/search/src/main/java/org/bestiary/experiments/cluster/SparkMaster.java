package org.bestiary.experiments.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bestiary.reports.run.RunException;

/**
 * Where a Spark cluster is: {@code spark://HOST:PORT} of a standalone cluster, several with commas between them where a
 * second master stands by, or {@code local[N]}, which is no cluster and for trying things.
 *
 * @param url as Spark writes it
 */
public record SparkMaster(String url) {
    private static final int CONNECT_MILLIS = 10_000;
    private static final Pattern LOCAL = Pattern.compile("local(\\[([1-9][0-9]*|\\*)])?");
    private static final Pattern STANDALONE =
            Pattern.compile("spark://([^,\\s/:]+:[0-9]{1,5})(,[^,\\s/:]+:[0-9]{1,5})*");

    /**
     * @throws RunException if it is no such address
     */
    public SparkMaster {
        if (!LOCAL.matcher(url).matches() && !STANDALONE.matcher(url).matches()) {
            throw new RunException(
                    "--master must be spark://HOST:PORT of a standalone cluster, or local[N], but got '" + url + "'");
        }
    }

    /** Whether it is no cluster. */
    public boolean isLocal() {
        return LOCAL.matcher(url).matches();
    }

    /**
     * Looks whether a master answers: Spark itself would try for a minute and then say so in a page of its log.
     *
     * @throws RunException if none does
     */
    void check() {
        List<String> problems = new ArrayList<>();
        Matcher address = Pattern.compile("([^,/:]+):([0-9]+)").matcher(url);
        while (!isLocal() && address.find()) {
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2))), CONNECT_MILLIS);
                return;
            } catch (IOException | IllegalArgumentException e) {
                problems.add(e.getMessage() == null ? e.toString() : e.getMessage());
            }
        }
        if (!isLocal()) {
            throw new RunException("a Spark master must answer at " + url + ", but none does ("
                    + String.join("; ", problems) + "); start one, or correct --master");
        }
    }
}
