package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cardwright.perso.json.JsonReader;

/** What a command answers a program. */
final class JsonAnswer {

    private static final Pattern NAME = Pattern.compile("\"([a-z_]+)\":");

    private JsonAnswer() {}

    /** One line that a reader takes as one value, with nothing behind it. */
    static void requireOneObject(String json) {
        assertThat(json).startsWith("{\"outcome\":\"").hasLineCount(1);
        assertThatNoException().isThrownBy(() -> {
            try (JsonReader in = new JsonReader(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))) {
                in.skip();
                in.end();
            }
        });
    }

    /** Every name once, in the order in which a reader meets it. */
    static String names(String json) {
        return NAME.matcher(json)
                .results()
                .map(name -> name.group(1))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** How an answer names a file. */
    static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new LinkageError("every Java has SHA-256", missing);
        }
    }
}
