package org.bestiary.reports.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Serves runs and studies to browsers, from {@link #start} until {@link #close}.
 *
 * <p>Threads, waiting requests, listeners and rows of a page are limited, so that its memory does not grow with the store or
 * with who looks.
 */
public final class Dashboard implements AutoCloseable {
    private static final int PAGE_THREADS = 8;
    private static final int MOST_WAITING = 128;

    static {
        // Read by the JDK's server when it is loaded. A request must be whole within seconds, and short; small answers
        // are
        // not held back to be sent together.
        limit("maxReqTime", "10");
        limit("maxReqHeaders", "60");
        limit("nodelay", "true");
    }

    private static void limit(String name, String value) {
        String property = "sun.net.httpserver." + name;
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final ServedResults results;
    private final LiveStream live = new LiveStream();
    private final Site site;
    private final Access access;
    private final Optional<AccessToken> token;
    private final Consumer<String> tell;
    private final String host;

    private Dashboard(DashboardSettings settings, InetAddress address, Optional<AccessToken> token) {
        this.tell = settings.tell();
        this.host = settings.host();
        this.token = token;
        this.server = listen(new InetSocketAddress(address, settings.port()), settings);
        this.results = new ServedResults(settings);
        this.site = new Site(results, live);
        this.access = new Access(host, address, port(), token);
        this.threads = threads();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Starts to serve.
     *
     * @throws ServeException if that address cannot be listened at, or the token is none
     */
    public static Dashboard start(DashboardSettings settings) {
        InetAddress address = address(settings.host());
        Optional<AccessToken> token = settings.token()
                .map(AccessToken::of)
                .or(() -> address.isLoopbackAddress() ? Optional.empty() : Optional.of(AccessToken.random()));
        return new Dashboard(settings, address, token);
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new ServeException(
                    "a host must be a name or number of this machine, got '" + host
                            + "' which is unknown; leave --host out for this machine alone, or give 0.0.0.0 for all",
                    e);
        }
    }

    private static HttpServer listen(InetSocketAddress address, DashboardSettings settings) {
        try {
            return HttpServer.create(address, 0);
        } catch (BindException e) {
            String reason = String.valueOf(e.getMessage());
            boolean taken = reason.contains("in use");
            throw new ServeException(
                    taken
                            ? "the port must be free, but " + settings.port() + " on " + settings.host()
                                    + " is in use; name another with --port, or --port 0 for any that is free"
                            : "cannot listen at " + settings.host() + ":" + settings.port() + ": " + reason
                                    + "; name an address of this machine with --host and a port above 1023 with --port",
                    e);
        } catch (IOException e) {
            throw new ServeException(
                    "cannot listen at " + settings.host() + ":" + settings.port() + ": " + e.getMessage()
                            + "; name another with --host or --port",
                    e);
        }
    }

    private static ThreadPoolExecutor threads() {
        AtomicInteger count = new AtomicInteger();
        int most = PAGE_THREADS + LiveStream.MOST_LISTENERS;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), work -> {
                    Thread thread = new Thread(work, "dashboard-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** What one types into a browser; with the token, if there is one. */
    public String url() {
        InetAddress bound = server.getAddress().getAddress();
        String name = bound.isAnyLocalAddress() ? ownName() : host;
        String written = name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name;
        return "http://" + written + ":" + port() + "/"
                + token.map(t -> "?token=" + t.text()).orElse("");
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** What one must know; empty if everybody on this machine may look. */
    public Optional<String> token() {
        return token.map(AccessToken::text);
    }

    /** Whether every run directory has been read since the start. */
    boolean isComplete() {
        return results.isComplete();
    }

    /** How many open pages are told of what happens. */
    int listeners() {
        return live.listeners();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Answer answer = answer(exchange);
            try {
                answer.send(exchange);
            } finally {
                answer.end().run();
            }
        } catch (IOException e) {
            // The browser has gone; there is nobody to tell.
            return;
        } catch (RuntimeException e) {
            tell.accept("unexpected " + e + " while an answer was sent");
        }
    }

    private Answer answer(HttpExchange exchange) {
        try {
            Request request = Request.of(exchange);
            Optional<Answer> instead = access.check(request);
            return instead.isPresent() ? instead.get() : site.answer(request);
        } catch (Refusal e) {
            return NoticePage.of(e.status(), e.title(), e.getMessage());
        } catch (RuntimeException e) {
            tell.accept("unexpected " + e + " at " + exchange.getRequestURI().getPath());
            return NoticePage.of(500, "That went wrong", "The dashboard has said why where it was started.");
        }
    }

    /** Ends it: open pages are told, what is being sent is given up, the store is closed. */
    @Override
    public void close() {
        live.close();
        server.stop(0);
        threads.shutdownNow();
        results.close();
    }
}
