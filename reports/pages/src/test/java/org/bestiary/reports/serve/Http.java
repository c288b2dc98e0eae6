package org.bestiary.reports.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Requests as they are, byte for byte: clients put addresses right and set headers that a test wants to choose. */
final class Http {
    private Http() {}

    record Reply(int status, Map<String, String> headers, byte[] bytes) {
        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    static Reply get(Dashboard dashboard, String target, String... headers) throws IOException {
        return ask(dashboard, "GET", target, headers);
    }

    static Reply ask(Dashboard dashboard, String method, String target, String... headers) throws IOException {
        try (Socket socket = open(dashboard, method, target, headers)) {
            return reply(socket.getInputStream().readAllBytes());
        }
    }

    /** Sends a request, and leaves the answer to be read. */
    static Socket open(Dashboard dashboard, String method, String target, String... headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), dashboard.port());
        socket.setSoTimeout(20_000);
        boolean host = List.of(headers).stream().anyMatch(h -> h.startsWith("Host:"));
        String request = method + " " + target + " HTTP/1.1\r\n"
                + (host ? "" : "Host: localhost:" + dashboard.port() + "\r\n")
                + String.join("", Arrays.stream(headers).map(h -> h + "\r\n").toList())
                + "Connection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    private static Reply reply(byte[] all) throws IOException {
        int end = new String(all, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        String[] lines = new String(all, 0, end, StandardCharsets.UTF_8).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (String line : Arrays.copyOfRange(lines, 1, lines.length)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = Arrays.copyOfRange(all, end + 4, all.length);
        boolean chunked = "chunked".equals(headers.get("transfer-encoding"));
        return new Reply(Integer.parseInt(lines[0].split(" ")[1]), headers, chunked ? joined(body) : body);
    }

    private static byte[] joined(byte[] chunked) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int at = 0;
        while (at < chunked.length) {
            int line = at;
            while (chunked[line] != '\r') {
                line++;
            }
            int size = Integer.parseInt(new String(chunked, at, line - at, StandardCharsets.US_ASCII), 16);
            whole.write(chunked, line + 2, size);
            at = line + 2 + size + 2;
        }
        return whole.toByteArray();
    }

    /** Reads until a text has come. */
    static String readUntil(InputStream in, String wanted) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(wanted) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended before '" + wanted + "' came: " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }
}
