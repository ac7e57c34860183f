package org.cardwright.jobs.ceremony;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.cardwright.crypto.module.SignatureVerifier;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.json.JsonObject;
import org.cardwright.perso.json.MalformedJsonException;

/**
 * A transcript as it was kept.
 *
 * @param ceremony its id
 * @param purpose what for
 * @param rehearsal true when it was only practised
 * @param steps how many
 * @param verified true when the key made the signature over all lines before it
 */
public record SignedTranscript(String ceremony, String purpose, boolean rehearsal, int steps, boolean verified) {

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /**
     * Reads and verifies a transcript.
     *
     * @param publicKey of whoever should have signed it
     * @throws MalformedFileException when the file is none
     */
    public static SignedTranscript read(Path file, ByteString publicKey) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw malformed(file, "at most 4 MiB");
        }
        byte[] content = Files.readAllBytes(file);
        String text = new String(content, StandardCharsets.UTF_8);
        int last = text.lastIndexOf('\n', text.length() - 2) + 1;
        try {
            JsonObject head = parse(text.substring(0, text.indexOf('\n') + 1));
            JsonObject seal = parse(text.substring(last)).only(Set.of("public_key", "signature"));
            ByteString lines =
                    ByteString.copyOf(content, 0, text.substring(0, last).getBytes(StandardCharsets.UTF_8).length);
            boolean verified = seal.lowerCaseHex("public_key").equals(publicKey)
                    && SignatureVerifier.ed25519().verify(publicKey, lines, seal.lowerCaseHex("signature"));
            int steps = (int) text.substring(0, last).lines().count() - 1;
            return new SignedTranscript(
                    head.string("ceremony"),
                    head.string("purpose"),
                    head.string("mode").equals(Transcript.REHEARSAL),
                    steps,
                    verified);
        } catch (MalformedJsonException malformed) {
            throw malformed(file, "lines of JSON, the last with public_key and signature");
        }
    }

    private static JsonObject parse(String line) throws IOException {
        return JsonObject.parse(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
    }

    private static MalformedFileException malformed(Path file, String required) {
        return new MalformedFileException(String.valueOf(file.getFileName()), "", "", required);
    }
}
