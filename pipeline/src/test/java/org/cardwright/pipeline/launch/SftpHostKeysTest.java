package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.client.config.hosts.KnownHostDigest;
import org.apache.sshd.client.config.hosts.KnownHostHashValue;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.pipeline.drop.SftpHostKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server is known by lines that name it, and by no others. */
class SftpHostKeysTest {

    private static final String HOST = "sftp.bank.example";

    private static String ec = "";
    private static String rsa = "";
    private static String weak = "";
    private static String dsa = "";

    @TempDir
    private Path directory;

    @BeforeAll
    static void make_keys() throws Exception {
        ec = written("EC", 256);
        rsa = written("RSA", 2048);
        weak = written("RSA", 1024);
        dsa = written("DSA", 1024);
    }

    private static String written(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        PublicKey key = generator.generateKeyPair().getPublic();
        return PublicKeyEntry.toString(key);
    }

    private List<String> read(String text, int port) throws IOException {
        return SftpHostKeys.read(Files.writeString(directory.resolve("host-keys"), filled(text)), HOST, port);
    }

    private static String filled(String text) {
        return text.replace("EC", ec)
                .replace("RSA", rsa)
                .replace("WEAK", weak)
                .replace("DSA", dsa)
                .replace("HOST", HOST);
    }

    @Test
    void lines_of_this_server_count() throws IOException {
        assertThat(read("# HOST:22 SSH-2.0-OpenSSH_9.2\nHOST EC\n\n  SFTP.bank.example,10.0.0.1 RSA comment\n", 22))
                .containsExactly(ec, rsa);
        assertThat(read("HOST EC\n[HOST]:2222 RSA\n", 2222)).containsExactly(rsa);
    }

    @Test
    void a_hashed_name_is_known() throws Exception {
        byte[] salt = new byte[20];
        byte[] hash = KnownHostHashValue.calculateHashValue(HOST, 22, KnownHostDigest.SHA1, salt);
        StringBuilder line = KnownHostHashValue.append(new StringBuilder(), KnownHostDigest.SHA1, salt, hash);
        assertThat(read(line + " EC\n", 22)).containsExactly(ec);
        assertThat(read(line + " EC\n", 2222)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sftp.other.example EC\n", "[HOST]:2222 EC\n", "xHOST EC\n", " # HOST EC\n", "\n"})
    void other_lines_count_for_nothing(String text) throws IOException {
        assertThat(read(text, 22)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@revoked HOST EC",
                "  @cert-authority HOST EC",
                "@revoked sftp.other.example EC",
                "* EC",
                "*.bank.example,!HOST EC",
                "EC",
                "HOST",
                "HOST ssh-rsa AAAA",
                "HOST ssh-rsa !!!!",
                "HOST ssh-ed25519 AAAAB3NzaC1yc2EAAAADAQABAAAAAQ==",
                "HOST WEAK",
                "HOST DSA"
            })
    void a_line_that_is_none_is_named(String line) {
        assertThatThrownBy(() -> read("HOST RSA\n# a comment\n" + line + "\n", 22))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("host-keys, line 3: D-204: ");
    }
}
