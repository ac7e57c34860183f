package org.cardwright.crypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPSignature;
import org.cardwright.crypto.envelope.OpenPgpMessage.Integrity;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.MalformedFileException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An envelope is opened when it is from the issuer, to this bureau, and whole; anything else says which of these it is not. */
class OpenPgpEnvelopeTest {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final byte[] ORDERS =
            "HDR;bank-one;1;2026-11-20\n".repeat(40).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private static Path keys;

    @TempDir
    private Path folder;

    private static OpenPgpParty bureau;
    private static OpenPgpParty issuer;
    private static OpenPgpKey own;
    private static Envelope envelope;

    @BeforeAll
    static void make_keys() throws Exception {
        bureau = OpenPgpParty.bureau();
        issuer = OpenPgpParty.of("issuer");
        own = bureau.opened(keys);
        envelope = envelope(CLOCK);
    }

    private static Envelope envelope(Clock clock) throws IOException {
        Path known = issuer.publicKey(keys.resolve("issuer.asc"));
        return new OpenPgpEnvelope(own, OpenPgpSigners.load(List.of(known), clock));
    }

    private static OpenPgpMessage message() {
        return new OpenPgpMessage(issuer, bureau);
    }

    private byte[] opened(byte[] sealed) throws IOException {
        ByteArrayOutputStream clear = new ByteArrayOutputStream();
        String signer = envelope.open(Files.write(folder.resolve("sealed"), sealed), "orders.csv.pgp", clear);
        assertThat(signer).matches("OpenPGP [0-9A-F]{40}");
        return clear.toByteArray();
    }

    private void assertRefused(OpenPgpRule rule, byte[] sealed) {
        assertRefused(rule, sealed, envelope);
    }

    private void assertRefused(OpenPgpRule rule, byte[] sealed, Envelope by) {
        assertThatThrownBy(() -> by.open(
                        Files.write(folder.resolve("sealed"), sealed),
                        "orders.csv.pgp",
                        OutputStream.nullOutputStream()))
                .isInstanceOfSatisfying(
                        MalformedFileException.class,
                        refused -> assertThat(refused.rule()).isEqualTo(rule.id()))
                .hasMessageContaining(rule.text());
    }

    @ParameterizedTest
    @CsvSource({
        "MDC, 0, 0, false",
        "MDC, 1, 0, true",
        "MDC, 1, 300000, false",
        "MDC, 2, 300000, true",
        "MDC, 3, 70000, false",
        "AEAD_OF_GNUPG, 1, 300000, false",
        "AEAD, 1, 300000, true",
        "AEAD, 2, 0, false",
    })
    void gives_the_content_back(Integrity integrity, int compression, int bytes, boolean armoured) throws Exception {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        OpenPgpMessage message = message().under(integrity).compressed(compression, compression == 0 ? 0 : 1);

        assertThat(opened((armoured ? message.armoured() : message).of(content)))
                .isEqualTo(content);
    }

    @Test
    void a_bare_file_is_no_message() throws Exception {
        assertRefused(OpenPgpRule.MESSAGE, ORDERS);
        assertRefused(OpenPgpRule.MESSAGE, new byte[0]);
        assertRefused(OpenPgpRule.MESSAGE, "-----BEGIN PGP MESSAGE-----\n".getBytes(StandardCharsets.US_ASCII));
        assertRefused(OpenPgpRule.MESSAGE, new byte[] {(byte) 0xC1, (byte) 0xFF, (byte) 0xFF});
    }

    @Test
    void nothing_stands_behind_a_message() throws Exception {
        for (OpenPgpMessage message : new OpenPgpMessage[] {message(), message().armoured()}) {
            byte[] once = message.of(ORDERS);
            byte[] twice = Arrays.copyOf(once, 2 * once.length);
            System.arraycopy(once, 0, twice, once.length, once.length);
            assertRefused(OpenPgpRule.MESSAGE, twice);
        }
    }

    @Test
    void it_is_for_this_bureau() throws Exception {
        OpenPgpParty other = OpenPgpParty.of("other");

        assertRefused(OpenPgpRule.RECIPIENT, new OpenPgpMessage(issuer, other).of(ORDERS));
        assertRefused(
                OpenPgpRule.SIGNATURE,
                message()
                        .saying(said -> said.addIntendedRecipientFingerprint(other.encryption()))
                        .of(ORDERS));
        assertThat(opened(message()
                        .saying(said -> said.addIntendedRecipientFingerprint(bureau.encryption()))
                        .of(ORDERS)))
                .isEqualTo(ORDERS);
    }

    @Test
    void it_is_under_aes_with_integrity() throws Exception {
        assertRefused(OpenPgpRule.ENCRYPTION, message().under(Integrity.NONE).of(ORDERS));
        assertRefused(
                OpenPgpRule.ENCRYPTION,
                message().cipher(SymmetricKeyAlgorithmTags.TWOFISH).of(ORDERS));
    }

    @Test
    void it_is_signed_once_by_the_issuer() throws Exception {
        assertRefused(OpenPgpRule.SIGNER, new OpenPgpMessage(OpenPgpParty.of("other"), bureau).of(ORDERS));
        assertRefused(OpenPgpRule.SIGNER, message().signatures(0, 0).of(ORDERS));
        assertRefused(OpenPgpRule.SIGNER, message().signatures(0, 1).of(ORDERS));
        assertRefused(OpenPgpRule.SIGNER, message().signatures(1, 0).of(ORDERS));
        assertRefused(OpenPgpRule.SIGNER, message().signatures(2, 2).of(ORDERS));
        assertRefused(OpenPgpRule.SIGNER, message().signatures(1, 2).of(ORDERS));
        assertRefused(OpenPgpRule.SIGNER, message().literals(2).of(ORDERS));
    }

    @Test
    void it_holds_one_content_in_one_layer() throws Exception {
        assertRefused(
                OpenPgpRule.SIGNER,
                message().compressed(PGPCompressedData.ZIP, 2).of(ORDERS));
        assertRefused(OpenPgpRule.MESSAGE, message().literals(0).of(ORDERS));
    }

    @Test
    void the_signature_is_over_the_content_and_current() throws Exception {
        assertRefused(
                OpenPgpRule.SIGNATURE,
                message().signedAs(PGPSignature.CANONICAL_TEXT_DOCUMENT).of(ORDERS));
        assertRefused(
                OpenPgpRule.SIGNATURE, message().hashed(HashAlgorithmTags.SHA1).of(ORDERS));
        assertRefused(
                OpenPgpRule.SIGNATURE,
                message()
                        .saying(said -> said.addNotationData(true, true, "a@b.example", "c"))
                        .of(ORDERS));
        Envelope later = envelope(Clock.offset(CLOCK, Duration.ofHours(2)));
        byte[] forAnHour = message()
                .saying(said -> said.setSignatureExpirationTime(true, 3600))
                .of(ORDERS);
        assertThat(opened(forAnHour)).isEqualTo(ORDERS);
        assertRefused(OpenPgpRule.SIGNATURE, forAnHour, later);
    }

    @Test
    void the_key_of_the_signer_is_valid() throws Exception {
        Envelope before = envelope(Clock.offset(CLOCK, Duration.ofDays(-1)));
        assertRefused(OpenPgpRule.KEY, message().of(ORDERS), before);
    }

    @ParameterizedTest
    @EnumSource(value = Integrity.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void no_flipped_byte_gives_another_content(Integrity integrity) throws Exception {
        byte[] content = Arrays.copyOf(ORDERS, 100);
        byte[] message = message().under(integrity).of(content);
        int refused = 0;
        for (int at = 0; at < message.length; at++) {
            byte[] flipped = message.clone();
            flipped[at] ^= 1;
            try {
                assertThat(opened(flipped)).as("byte " + at).isEqualTo(content);
            } catch (MalformedFileException isRefused) {
                // whatever was changed inside, the answer is the same
                assertThat(isRefused.rule()).as("byte " + at).isIn("D-401", "D-402", "D-403");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(message.length - 5);
    }

    @ParameterizedTest
    @EnumSource(value = Integrity.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void no_half_message_is_taken(Integrity integrity) throws Exception {
        byte[] content = new byte[9_000];
        new Random(1).nextBytes(content);
        byte[] message = message().under(integrity).of(content);
        for (int length = message.length - 1; length > 0; length -= length < message.length - 80 ? 97 : 1) {
            byte[] half = Arrays.copyOf(message, length);
            assertThatThrownBy(() -> opened(half))
                    .as("%s bytes", half.length)
                    .isInstanceOf(MalformedFileException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void no_list_in_a_message_fills_the_memory(boolean inside) throws Exception {
        byte[] message = message().of(ORDERS);
        if (inside) {
            assertRefused(OpenPgpRule.MESSAGE, message().signatures(1, 100_000).of(ORDERS));
            return;
        }
        // the first packet is the session key of 94 bytes and two of a head
        int packet = 2 + (message[1] & 0xFF);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 100_000; i++) {
            many.write(message, 0, packet);
        }
        many.write(message);
        assertRefused(OpenPgpRule.MESSAGE, many.toByteArray());
    }

    @Test
    void a_disk_that_fails_is_not_the_fault_of_the_message() throws Exception {
        Path sealed = Files.write(folder.resolve("sealed"), message().of(ORDERS));
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("no space");
            }
        };
        assertThatThrownBy(() -> envelope.open(sealed, "orders.csv.pgp", full)).hasMessage("no space");
    }

    @Test
    void keys_that_cannot_be_used_are_refused() throws Exception {
        Path secret = bureau.secretKey(folder.resolve("bureau-secret.asc"));
        Path bare = issuer.secretKey(folder.resolve("bare.asc"));
        assertRefused(
                bare, OpenPgpParty.PASSPHRASE, "bare.asc must be under the passphrase of the home, and is under none");
        Path known = issuer.publicKey(folder.resolve("public.asc"));
        assertRefused(secret, "wrong", "the passphrase does not open bureau-secret.asc");
        assertRefused(known, OpenPgpParty.PASSPHRASE, "public.asc holds no OpenPGP secret key");
        assertThatThrownBy(() -> OpenPgpSigners.load(List.of(secret), CLOCK))
                .isInstanceOf(SecurityModuleException.class)
                .hasMessageContaining("bureau-secret.asc must hold OpenPGP public keys and no secret one");
        Path text = Files.writeString(folder.resolve("text.asc"), "none");
        assertThatThrownBy(() -> OpenPgpSigners.load(List.of(text), CLOCK)).isInstanceOf(SecurityModuleException.class);
    }

    private static void assertRefused(Path file, String passphrase, String because) {
        assertThatThrownBy(() -> {
                    try (SecretBytes typed = SecretBytes.adopt(passphrase.getBytes(StandardCharsets.US_ASCII))) {
                        OpenPgpKey.load(file, typed);
                    }
                })
                .isInstanceOf(SecurityModuleException.class)
                .hasMessageContaining(because);
    }
}
