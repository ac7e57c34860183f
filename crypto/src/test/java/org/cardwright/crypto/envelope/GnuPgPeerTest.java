package org.cardwright.crypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.sample.GnuPg;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What issuers make with GnuPG is opened, and what they should not make with it is refused by the right rule. */
class GnuPgPeerTest {

    private static final String PASSPHRASE = "gnupg-test";
    private static final String BUREAU = "bureau@cardwright.example";
    private static final String ISSUER = "issuer@cardwright.example";
    private static final String RSA = "rsa@cardwright.example";
    private static final String EXPIRING = "expiring@cardwright.example";
    private static final String STRANGER = "stranger@cardwright.example";

    @TempDir
    private static Path root;

    @TempDir
    private Path folder;

    private static GnuPg gnuPg;
    private static OpenPgpKey own;
    private static Envelope envelope;
    private static Envelope nextWeek;
    private static byte[] orders;

    @BeforeAll
    static void make_keys() throws IOException {
        GnuPg.missing().ifPresent(Assumptions::abort);
        gnuPg = new GnuPg(root.resolve("g"), PASSPHRASE)
                .withKey(BUREAU, "future-default", "0")
                .withKey(ISSUER, "ed25519", "0")
                .withKey(RSA, "rsa2048", "0")
                .withKey(EXPIRING, "ed25519", "1d")
                .withKey(STRANGER, "ed25519", "0");
        List<Path> signers = new ArrayList<>();
        for (String one : List.of(ISSUER, RSA, EXPIRING)) {
            signers.add(gnuPg.publicKey(one, root.resolve(one + ".asc")));
        }
        try (SecretBytes passphrase = SecretBytes.adopt(PASSPHRASE.getBytes(StandardCharsets.US_ASCII))) {
            own = OpenPgpKey.load(gnuPg.secretKey(BUREAU, root.resolve("bureau.asc")), passphrase);
        }
        envelope = envelope(signers, Clock.systemUTC());
        nextWeek = envelope(signers, Clock.offset(Clock.systemUTC(), Duration.ofDays(7)));
        orders = "HDR;bank-one;1;2026-11-20\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        Files.write(root.resolve("orders.csv"), orders);
    }

    @AfterAll
    static void end_the_agent() throws IOException {
        if (gnuPg != null) {
            gnuPg.close();
        }
    }

    private static Envelope envelope(List<Path> signers, Clock clock) throws IOException {
        return new OpenPgpEnvelope(own, OpenPgpSigners.load(signers, clock));
    }

    private Path sealed(String arguments) throws IOException {
        Path sealed = folder.resolve("orders.csv.gpg");
        List<String> command = new ArrayList<>(List.of("--output", sealed.toString()));
        command.addAll(Arrays.asList(arguments.split(" ", -1)));
        command.add(root.resolve("orders.csv").toString());
        gnuPg.run(command.toArray(String[]::new));
        return sealed;
    }

    private static byte[] opened(Envelope by, Path sealed) throws IOException {
        ByteArrayOutputStream clear = new ByteArrayOutputStream();
        by.open(sealed, "orders.csv.gpg", clear);
        return clear.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--sign -u " + ISSUER,
                "--sign -u " + RSA + " --digest-algo SHA512",
                "--armor --sign -u " + ISSUER,
                "--compress-algo none --sign -u " + ISSUER,
                "--compress-algo zlib --sign -u " + ISSUER,
                "--compress-algo bzip2 --sign -u " + ISSUER,
                "--cipher-algo AES128 --sign -u " + ISSUER
            })
    void opens_what_gnupg_signed_and_encrypted(String arguments) throws IOException {
        assertThat(opened(envelope, sealed(arguments + " --encrypt --recipient " + BUREAU)))
                .isEqualTo(orders);
    }

    @ParameterizedTest
    @CsvSource({
        "--encrypt --recipient BUREAU, D-404",
        "--sign -u ISSUER, D-401",
        "--sign -u STRANGER --encrypt --recipient BUREAU, D-404",
        "--sign -u ISSUER -u RSA --encrypt --recipient BUREAU, D-404",
        "--sign -u ISSUER --textmode --encrypt --recipient BUREAU, D-406",
        "--sign -u ISSUER --digest-algo SHA1 --encrypt --recipient BUREAU, D-406",
        "--sign -u ISSUER --encrypt --hidden-recipient BUREAU, D-402",
        "--sign -u ISSUER --cipher-algo CAMELLIA256 --encrypt --recipient BUREAU, D-403",
        "--symmetric, D-402",
        "--clear-sign -u ISSUER, D-401",
        "--detach-sign -u ISSUER, D-401"
    })
    void refuses_what_is_not_agreed(String arguments, String rule) throws IOException {
        String named = arguments
                .replace("BUREAU", BUREAU)
                .replace("ISSUER", ISSUER)
                .replace("RSA", RSA)
                .replace("STRANGER", STRANGER);
        Path sealed = sealed(named);
        assertThatThrownBy(() -> opened(envelope, sealed))
                .isInstanceOfSatisfying(
                        MalformedFileException.class,
                        refused -> assertThat(refused.rule()).isEqualTo(rule));
    }

    @Test
    void a_key_that_expired_signs_nothing() throws IOException {
        Path sealed = sealed("--sign -u " + EXPIRING + " --encrypt --recipient " + BUREAU);
        assertThat(opened(envelope, sealed)).isEqualTo(orders);
        assertThatThrownBy(() -> opened(nextWeek, sealed)).hasMessageContaining("D-405");
    }

    @Test
    void a_key_that_was_revoked_signs_nothing() throws IOException {
        try (GnuPg other = new GnuPg(folder.resolve("g"), PASSPHRASE).withKey(ISSUER, "ed25519", "0")) {
            other.withImported(gnuPg.publicKey(BUREAU, folder.resolve("bureau.asc")));
            Path valid = other.publicKey(ISSUER, folder.resolve("valid.asc"));
            Path sealed = folder.resolve("sealed");
            other.run(
                    "--output",
                    sealed.toString(),
                    "--sign",
                    "--encrypt",
                    "--recipient",
                    BUREAU,
                    root.resolve("orders.csv").toString());
            Path revoked = other.withRevoked().publicKey(ISSUER, folder.resolve("revoked.asc"));

            assertThat(opened(envelope(List.of(valid), Clock.systemUTC()), sealed))
                    .isEqualTo(orders);
            Envelope knowing = envelope(List.of(revoked), Clock.systemUTC());
            assertThatThrownBy(() -> opened(knowing, sealed)).hasMessageContaining("D-405");
        }
    }

    /** As people get it: the key in one block, its revocation in another behind it; and the key of before beside the revoked one. */
    @Test
    void a_revocation_beside_its_key_and_a_key_twice_are_refused() throws IOException {
        try (GnuPg other = new GnuPg(folder.resolve("g"), PASSPHRASE).withKey(ISSUER, "ed25519", "0")) {
            Path valid = other.publicKey(ISSUER, folder.resolve("valid.asc"));
            Path revoked = other.withRevoked().publicKey(ISSUER, folder.resolve("revoked.asc"));
            Path beside = folder.resolve("beside.asc");
            Files.writeString(beside, Files.readString(valid) + other.revocation());

            assertThat(OpenPgpSigners.load(List.of(revoked), Clock.systemUTC()).fingerprints())
                    .hasSize(1);
            assertThatThrownBy(() -> OpenPgpSigners.load(List.of(beside), Clock.systemUTC()))
                    .hasMessageContaining("beside.asc holds a revocation beside its key");
            assertThatThrownBy(() -> OpenPgpSigners.load(List.of(valid, revoked), Clock.systemUTC()))
                    .hasMessageContaining("revoked.asc holds a key that is registered already");
        }
    }
}
