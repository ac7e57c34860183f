package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.cardwright.formats.MalformedFileException;
import org.jspecify.annotations.Nullable;

/** Registered keys of SFTP servers, in lines as {@code ssh-keyscan} writes them. OpenSSH, sshd(8), SSH_KNOWN_HOSTS FILE FORMAT. */
public final class SftpHostKeys {

    private static final int RSA_BITS = 2048;
    private static final String RSA = "ssh-rsa";

    private static final Map<String, Set<String>> SIGNATURES = Map.of(
            RSA,
            Set.of("rsa-sha2-256", "rsa-sha2-512"),
            "ssh-ed25519",
            Set.of("ssh-ed25519"),
            "ecdsa-sha2-nistp256",
            Set.of("ecdsa-sha2-nistp256"),
            "ecdsa-sha2-nistp384",
            Set.of("ecdsa-sha2-nistp384"),
            "ecdsa-sha2-nistp521",
            Set.of("ecdsa-sha2-nistp521"));

    private SftpHostKeys() {}

    /**
     * The keys of one server, {@code TYPE BASE64}. Lines of other servers count for nothing.
     *
     * @param file lines of hosts, type and key; names of hosts in clear or hashed
     * @throws MalformedFileException when a line is none, bears a marker or a pattern, or a key of this server is weak
     */
    public static List<String> read(Path file, String host, int port) throws IOException {
        List<String> keys = new ArrayList<>();
        String name = String.valueOf(file.getFileName());
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            number++;
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                KnownHostEntry entry = entry(line.strip());
                if (entry == null) {
                    throw new MalformedFileException(
                            name, "line " + number, DropRule.HOST_KEYS.id(), DropRule.HOST_KEYS.text());
                }
                if (entry.isHostMatch(host.toLowerCase(Locale.ROOT), port)) {
                    keys.add(strong(entry, name, number));
                }
            }
        }
        return keys;
    }

    /** Null for what is no plain line of hosts and a key; a marker says that a key is withdrawn, or that it signs others. */
    private static @Nullable KnownHostEntry entry(String line) {
        boolean marked = line.charAt(0) == KnownHostEntry.MARKER_INDICATOR;
        String hosts = line.split("\\s", 2)[0];
        boolean hashed = hosts.startsWith("|");
        if (marked || (!hashed && hosts.matches(".*[*?!|].*"))) {
            return null;
        }
        try {
            return KnownHostEntry.parseKnownHostEntry(line);
        } catch (RuntimeException malformed) {
            return null;
        }
    }

    private static String strong(KnownHostEntry entry, String file, int line) throws MalformedFileException {
        try {
            PublicKey key = entry.getKeyEntry().resolvePublicKey(null, Map.of(), null);
            String written = PublicKeyEntry.toString(key);
            String type = entry.getKeyEntry().getKeyType();
            boolean strong =
                    !(key instanceof RSAPublicKey rsa) || rsa.getModulus().bitLength() >= RSA_BITS;
            if (strong && SIGNATURES.containsKey(type) && written.startsWith(type + " ")) {
                return written;
            }
        } catch (GeneralSecurityException | IOException | RuntimeException unreadable) {
            // said below
        }
        throw new MalformedFileException(file, "line " + line, DropRule.HOST_KEYS.id(), DropRule.HOST_KEYS.text());
    }

    /** True when one of the keys makes signatures of a name. */
    static boolean areShownBy(List<String> keys, String signature) {
        return keys.stream()
                .anyMatch(key ->
                        SIGNATURES.getOrDefault(key.split(" ", 2)[0], Set.of()).contains(signature));
    }
}
