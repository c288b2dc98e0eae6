package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard as a command. */
class ServeCommandTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals there")
    void itServesUntilCtrlC() throws IOException, InterruptedException {
        assumeFalse(InterruptTest.isInterruptIgnored(), "skipped: this process was started with SIGINT ignored");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--port",
                        "0",
                        "--json",
                        "--runs-dir",
                        folder.resolve("runs").toString())
                .redirectError(folder.resolve("err").toFile())
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            StringBuilder text = new StringBuilder();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                text.append(line);
                if (line.equals("}")) {
                    break;
                }
            }
            JsonNode document = new ObjectMapper().readTree(text.toString());
            assertThat(document.get("token").isNull()).isTrue();
            HttpResponse<String> page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(document.get("url").asText()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("There are no runs yet");

            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(out.readLine()).as("one document and no more").isNull();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(folder.resolve("err")).content().doesNotContain("Exception", "\tat ");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void whatCannotBeServedIsSaidInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            String port = Integer.toString(taken.getLocalPort());
            Typed busy = serve("--port", port);
            assertThat(busy.code()).isEqualTo(2);
            assertThat(busy.err().lines())
                    .containsExactly("bestiary: the port must be free, but " + port + " on localhost is in use; name"
                            + " another with --port, or --port 0 for any that is free");
        }
        for (List<String> wrong : List.of(
                List.of("--port", "70000"),
                List.of("--host", "0.0.0.0", "--token", "secret"),
                List.of("--host", "no.such.host.invalid"),
                List.of("--host", "203.0.113.1"))) {
            Typed typed = serve(wrong.toArray(String[]::new));
            assertThat(typed.code()).as("%s", wrong).isEqualTo(2);
            assertThat(typed.err().lines())
                    .as("%s", wrong)
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("bestiary: ");
        }
    }

    private Typed serve(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "serve";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--runs-dir";
        all[arguments.length + 2] = folder.resolve("runs").toString();
        return Typed.command(all);
    }
}
