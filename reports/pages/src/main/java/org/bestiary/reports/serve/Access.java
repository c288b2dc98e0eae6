package org.bestiary.reports.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Who may look.
 *
 * <p>A browser may be told by any page that its name means 127.0.0.1; the name it then asks for is not ours, and it gets
 * nothing. A dashboard that other machines can reach shows itself only to those who know its token: in the address, upon
 * which the browser gets a cookie and an address without it, or in the header {@code Authorization: Bearer}.
 */
final class Access {
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|\\[?::1]?");
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.%]+]");
    private static final String BEARER = "Bearer ";
    private static final String TOKEN = "token";

    private final Optional<AccessToken> token;
    private final Set<String> names = new TreeSet<>();
    private final Pattern numbers;
    private final String cookie;

    /**
     * For a server.
     *
     * @param host the name or number that it was asked to listen at
     * @param address what that means
     * @param port where it listens
     * @param token what one must know; empty if everybody who can reach it may look
     */
    Access(String host, InetAddress address, int port, Optional<AccessToken> token) {
        this.token = token;
        this.numbers = address.isLoopbackAddress() ? LOOPBACK : NUMBERS;
        // Cookies do not tell ports apart.
        this.cookie = "bestiary-" + port;
        names.add("localhost");
        names.add(host.toLowerCase(Locale.ROOT));
        if (!address.isLoopbackAddress()) {
            names.addAll(ownNames());
        }
    }

    private static Set<String> ownNames() {
        try {
            InetAddress own = InetAddress.getLocalHost();
            return Set.copyOf(Arrays.asList(
                    own.getHostName().toLowerCase(Locale.ROOT),
                    own.getCanonicalHostName().toLowerCase(Locale.ROOT)));
        } catch (UnknownHostException e) {
            return Set.of();
        }
    }

    /**
     * Whether a request may be answered: empty if so, else what is answered instead.
     *
     * @throws Refusal if the request is for another host
     */
    Optional<Answer> check(Request request) {
        String host = name(request.header("host").orElse(""));
        if (!names.contains(host) && !numbers.matcher(host).matches()) {
            throw Refusal.host(host);
        }
        if (token.isEmpty() || isKnown(request, token.get())) {
            return Optional.empty();
        }
        Optional<String> given = request.parameter(TOKEN);
        if (given.isPresent() && token.get().is(given.get())) {
            return Optional.of(Answer.seeOther(request.without(TOKEN))
                    .with("Set-Cookie", cookie + "=" + token.get().cookie() + "; Path=/; HttpOnly; SameSite=Lax"));
        }
        return Optional.of(NoticePage.askForToken(given.isPresent()));
    }

    private boolean isKnown(Request request, AccessToken expected) {
        boolean bearer = request.header("authorization")
                .filter(h -> h.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(h -> h.substring(BEARER.length()).strip())
                .filter(expected::is)
                .isPresent();
        return bearer
                || Arrays.stream(request.header("cookie").orElse("").split(";"))
                        .map(String::strip)
                        .filter(c -> c.startsWith(cookie + "="))
                        .anyMatch(c -> expected.isCookie(c.substring(cookie.length() + 1)));
    }

    /** The name without the port: behind a tunnel that is another. */
    private static String name(String host) {
        return host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    }
}
