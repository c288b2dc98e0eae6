package org.bestiary.reports.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bestiary.reports.SampleRun;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.store.MadeRuns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets to see what, and what nobody does. */
class AccessTest {
    private static final String SECRET = "root:x:0:0";
    private static final String TOKEN = "a-token-of-thirty-two-characters";

    @TempDir
    Path folder;

    private Dashboard dashboard;
    private final RunRecord run = SampleRun.completed();
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void writeARun() {
        RunDirectory.create(runs(), run.id()).write(run);
    }

    @AfterEach
    void stop() {
        if (dashboard != null) {
            dashboard.close();
        }
    }

    private Path runs() {
        return folder.resolve("runs");
    }

    private void serve(String host, Optional<String> token) {
        dashboard = Served.start(
                new DashboardSettings(host, 0, token, StoreLocation.beside(runs()), row -> false, told::add));
    }

    private int status(String target, String... headers) throws IOException {
        return Http.get(dashboard, target, headers).status();
    }

    @Test
    void everyAnswerForbidsWhatNoPageNeeds() throws IOException {
        serve("localhost", Optional.empty());
        for (String target : List.of(
                "/",
                "/studies",
                "/runs/" + run.id(),
                "/runs/none",
                "/runs.csv",
                "/runs/" + run.id() + "/run.json",
                "/compare",
                "/compare?run=" + run.id(),
                "/runs/" + run.id() + "/charts/chart-loss.svg")) {
            Http.Reply reply = Http.get(dashboard, target);
            assertThat(reply.header("X-Content-Type-Options")).as(target).isEqualTo("nosniff");
            assertThat(reply.header("Referrer-Policy")).as(target).isEqualTo("no-referrer");
            assertThat(reply.header("X-Frame-Options")).as(target).isEqualTo("DENY");
            assertThat(reply.header("Cache-Control")).as(target).isEqualTo("no-store");
            assertThat(reply.header("Cross-Origin-Resource-Policy")).as(target).isEqualTo("same-origin");
            assertThat(reply.header("Content-Security-Policy"))
                    .as(target)
                    .startsWith("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("script-src 'unsafe", "*", "http");
            assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Test
    void onlyLooksAreAnswered() throws IOException {
        serve("localhost", Optional.empty());
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE")) {
            assertThat(Http.ask(dashboard, method, "/").status()).as(method).isEqualTo(405);
        }
        Http.Reply head = Http.ask(dashboard, "HEAD", "/runs/" + run.id());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.bytes()).isEmpty();
        assertThat(Integer.parseInt(head.header("Content-Length"))).isGreaterThan(10_000);
    }

    /** A page elsewhere can give its own name our address, and read what we answer to that name. */
    @Test
    void anotherNameForThisMachineGetsNothing() throws IOException {
        serve("localhost", Optional.empty());
        for (String evil : List.of(
                "evil.example",
                "evil.example:" + dashboard.port(),
                "localhost.evil.example",
                "",
                "192.168.0.7",
                "127.0.0.1.evil.example",
                "[fe80::1]")) {
            Http.Reply reply = Http.get(dashboard, "/", "Host: " + evil);
            assertThat(reply.status()).as(evil).isIn(400, 421);
            assertThat(reply.body()).doesNotContain(run.id());
        }
        for (String own : List.of("localhost", "LOCALHOST:1", "127.0.0.1:" + dashboard.port(), "[::1]:80")) {
            assertThat(status("/", "Host: " + own)).as(own).isEqualTo(200);
        }
    }

    @Test
    void noAddressLeadsOutOfTheRuns() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), SECRET);
        serve("localhost", Optional.empty());
        for (String target : List.of(
                "/../../../../etc/passwd",
                "/runs/../../etc/passwd",
                "/runs/..%2f..%2fsecret/run.json",
                "/runs/%2e%2e/secret",
                "/runs/..%5c..%5csecret",
                "/runs/%00/run.json",
                "/runs/secret/../../../secret.txt",
                "/runs/%252e%252e%252fsecret",
                "//etc/passwd",
                "/runs/lenet5-strokes-s1/charts/../../run.json",
                "/runs/lenet5-strokes-s1/charts/..%2frun.svg",
                "/runs/lenet5-strokes-s1/checkpoints",
                "/runs/lenet5-strokes-s1/model.zip",
                "/studies/..%2f..%2fetc%2fpasswd",
                "/store.sqlite",
                "/runs/%ff%fe")) {
            Http.Reply reply = Http.get(dashboard, target);
            assertThat(reply.status()).as(target).isIn(400, 404);
            assertThat(reply.body()).as(target).doesNotContain(SECRET).doesNotContain("root:");
        }
    }

    @Test
    void aDirectoryThatIsALinkToElsewhereIsNotShown() throws IOException {
        Path outside = MadeRuns.write(folder.resolve("outside"), SampleRun.completed("linked", SampleRun.DIGITS, 2, 7));
        Files.createSymbolicLink(runs().resolve("linked"), outside);
        serve("localhost", Optional.empty());

        for (String part : List.of("", "/run.json", "/metrics.csv", "/charts/chart-loss.svg", "/live")) {
            assertThat(status("/runs/linked" + part)).as(part).isEqualTo(403);
        }
        assertThat(status("/compare?run=linked")).isEqualTo(403);
        assertThat(status("/runs/" + run.id())).isEqualTo(200);
    }

    @Test
    void aFileThatIsALinkToElsewhereIsNotShown() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), SECRET);
        serve("localhost", Optional.empty());
        for (String name :
                List.of("predictions.json", "network.svg", "augmentation.png", "metrics.csv", "inside.json")) {
            Path file = runs().resolve(run.id()).resolve(name);
            Files.deleteIfExists(file);
            Files.createSymbolicLink(file, secret);

            Http.Reply reply = Http.get(dashboard, "/runs/" + run.id());

            assertThat(reply.status()).as(name).isEqualTo(403);
            assertThat(reply.body()).as(name).doesNotContain(SECRET);
            Files.delete(file);
        }
        assertThat(status("/runs/" + run.id())).isEqualTo(200);
    }

    @Test
    void otherMachinesNeedTheToken() throws IOException {
        serve("0.0.0.0", Optional.empty());
        String token = dashboard.token().orElseThrow();

        assertThat(token).hasSizeGreaterThanOrEqualTo(32);
        assertThat(dashboard.url()).endsWith("/?token=" + token);
        for (String target : List.of(
                "/",
                "/runs/" + run.id(),
                "/runs.csv",
                "/live",
                "/?token=",
                "/?token=" + TOKEN,
                "/?token=" + token.substring(1),
                "/nosuch")) {
            Http.Reply reply = Http.get(dashboard, target);
            assertThat(reply.status()).as(target).isEqualTo(401);
            assertThat(reply.body()).doesNotContain(run.id()).doesNotContain(runs().toString());
        }
        assertThat(status("/", "Authorization: Bearer " + token)).isEqualTo(200);
        assertThat(status("/", "Authorization: Bearer " + token + "x")).isEqualTo(401);
        assertThat(status("/", "Cookie: bestiary-" + dashboard.port() + "=" + token))
                .as("the token itself is no cookie")
                .isEqualTo(401);
        assertThat(status("/?token=" + token, "Host: evil.example")).isEqualTo(421);
        assertThat(status("/", "Host: 192.168.0.7", "Authorization: Bearer " + token))
                .isEqualTo(200);
    }

    @Test
    void aBrowserThatBroughtTheTokenIsKnownFromThenOn() throws IOException {
        serve("0.0.0.0", Optional.of(TOKEN));

        Http.Reply first = Http.get(dashboard, "/runs/" + run.id() + "?token=" + TOKEN + "&x=1");

        assertThat(first.status()).isEqualTo(303);
        assertThat(first.header("Location")).isEqualTo("/runs/" + run.id() + "?x=1");
        String cookie = first.header("Set-Cookie");
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/").doesNotContain(TOKEN);
        assertThat(status("/", "Cookie: other=1; " + cookie.split(";")[0])).isEqualTo(200);
        assertThat(status("/", "Cookie: " + cookie.split(";")[0] + "x")).isEqualTo(401);
    }

    @Test
    void aTokenHoldsOnThisMachineTooIfOneIsGiven() throws IOException {
        serve("localhost", Optional.of(TOKEN));

        assertThat(status("/")).isEqualTo(401);
        assertThat(status("/", "Authorization: Bearer " + TOKEN)).isEqualTo(200);
    }

    @Test
    void aTokenThatCanBeGuessedIsRefused() {
        assertThatThrownBy(() -> serve("0.0.0.0", Optional.of("secret")))
                .isInstanceOf(ServeException.class)
                .hasMessage("a token must be 16 to 200 letters, digits, dots, hyphens, underscores or tildes, got 6"
                        + " characters; leave --token out to have one made");
    }
}
