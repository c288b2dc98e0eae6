package org.bestiary.datasets.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A local server that behaves as badly as real mirrors do; the first path element says how. */
final class MirrorServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();

    MirrorServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Offers a file; its address below a behaviour is {@code uri(behaviour, name)}. */
    void offer(String name, byte[] contents) {
        files.put(name, contents);
    }

    URI uri(String behaviour, String name) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + behaviour + "/" + name);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 2);
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(path[0] + (range == null ? "" : " " + range));
        byte[] file = files.get(path[1]);
        try (exchange) {
            switch (path[0]) {
                case "missing" -> exchange.sendResponseHeaders(404, -1);
                case "silent" -> closing.await();
                case "stalls" -> {
                    exchange.sendResponseHeaders(200, file.length);
                    exchange.getResponseBody().write(file, 0, file.length / 2);
                    exchange.getResponseBody().flush();
                    closing.await();
                }
                case "redirects" -> {
                    exchange.getResponseHeaders()
                            .add("Location", uri("good", path[1]).toString());
                    exchange.sendResponseHeaders(302, -1);
                }
                case "circles" -> {
                    exchange.getResponseHeaders()
                            .add("Location", uri("circles", path[1]).toString());
                    exchange.sendResponseHeaders(302, -1);
                }
                case "truncates" -> part(exchange, file, range, Math.max(1, file.length / 3));
                case "rangeless" -> part(exchange, file, null, file.length);
                case "lies" -> {
                    exchange.getResponseHeaders().add("Content-Range", "bytes 0-9/" + file.length);
                    exchange.sendResponseHeaders(206, 10);
                    exchange.getResponseBody().write(file, 0, 10);
                }
                case "endless" -> {
                    exchange.sendResponseHeaders(200, 0);
                    for (int i = 0; i < 1000; i++) {
                        exchange.getResponseBody().write(file);
                    }
                }
                default -> part(exchange, file, range, file.length);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Promises everything from the start of the range but closes after {@code atMost} bytes. */
    private static void part(HttpExchange exchange, byte[] file, String range, int atMost) throws IOException {
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        if (from >= file.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (range != null) {
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, file.length - from);
        exchange.getResponseBody().write(file, from, Math.min(atMost, file.length - from));
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
