package org.bestiary.reports.serve;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What somebody must know to see a dashboard that other machines can reach. Comparisons take the same time whatever is
 * compared.
 */
final class AccessToken {
    /** Enough that it cannot be guessed over a network. */
    static final int SHORTEST = 16;

    private static final int RANDOM_BYTES = 24;
    private static final String HMAC = "HmacSHA256";

    private final String text;
    private final String cookie;

    private AccessToken(String text) {
        this.text = text;
        this.cookie = encode(hmac(text, "cookie of the dashboard"));
    }

    /**
     * The token that somebody chose.
     *
     * @throws ServeException if it is too short or cannot stand in an address
     */
    static AccessToken of(String text) {
        if (!text.matches("[A-Za-z0-9._~-]{" + SHORTEST + ",200}")) {
            throw new ServeException(
                    "a token must be " + SHORTEST + " to 200 letters, digits, dots, hyphens, underscores"
                            + " or tildes, got " + text.length() + " characters; leave --token out to have one made");
        }
        return new AccessToken(text);
    }

    /** A token that nobody can guess. */
    static AccessToken random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new AccessToken(encode(bytes));
    }

    String text() {
        return text;
    }

    /** What a browser keeps instead of the token. */
    String cookie() {
        return cookie;
    }

    boolean is(String given) {
        return same(text, given);
    }

    boolean isCookie(String given) {
        return same(cookie, given);
    }

    /** Digests are compared, so that not even the length of the token shows. */
    private static boolean same(String secret, String given) {
        return MessageDigest.isEqual(hmac(secret, secret), hmac(secret, given));
    }

    private static byte[] hmac(String key, String message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + HMAC, e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
