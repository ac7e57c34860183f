package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;

/** The cipher of a batch beside another implementation of AES-GCM: batches begun before are gone on with. */
class SoftBatchCipherTest {

    private static final ByteString KEY = ByteString.repeat(0x42, 32);
    private static final ByteString NONCE = ByteString.fromHex("000102030405060708090A0B");
    private static final String PLACE = "prepared/7";
    private static final ByteString PLAIN = ByteString.ascii("a card record of some length, not a multiple of a block");

    @Test
    void opens_what_bouncy_castle_sealed() throws InvalidCipherTextException {
        try (SoftBatchCipher cipher = cipher()) {
            assertThat(cipher.open(PLACE, sealedElsewhere())).isEqualTo(PLAIN);
        }
    }

    @Test
    void refuses_it_at_another_place() throws InvalidCipherTextException {
        ByteString sealed = sealedElsewhere();
        try (SoftBatchCipher cipher = cipher()) {
            assertThatThrownBy(() -> cipher.open("prepared/8", sealed))
                    .isInstanceOf(SecurityModuleException.class)
                    .hasMessageContaining("another place");
        }
    }

    @Test
    void works_on_after_a_refusal_and_after_an_empty_text() throws InvalidCipherTextException {
        ByteString sealed = sealedElsewhere();
        try (SoftBatchCipher cipher = cipher()) {
            for (int round = 0; round < 3; round++) {
                assertThatThrownBy(() -> cipher.open("prepared/8", sealed)).isInstanceOf(SecurityModuleException.class);
                assertThat(cipher.open(PLACE, sealed)).isEqualTo(PLAIN);
                assertThat(cipher.open("x", cipher.seal("x", ByteString.EMPTY))).isEqualTo(ByteString.EMPTY);
                assertThat(cipher.open("y", cipher.seal("y", PLAIN))).isEqualTo(PLAIN);
            }
        }
    }

    /** A cipher that kept its key would refuse to go on, or go on under that key. */
    @Test
    void an_idle_cipher_works_under_zeros_and_no_other_key()
            throws GeneralSecurityException, InvalidCipherTextException {
        ByteString sealed = sealedElsewhere();
        List<Consumer<SoftBatchCipher>> calls = List.of(
                cipher -> cipher.seal(PLACE, PLAIN),
                cipher -> cipher.open(PLACE, sealed),
                cipher -> assertThatThrownBy(() -> cipher.open("prepared/8", sealed))
                        .isInstanceOf(SecurityModuleException.class));
        for (Consumer<SoftBatchCipher> call : calls) {
            try (SoftBatchCipher cipher = cipher()) {
                call.accept(cipher);
                call.accept(cipher);
                assertThat(cipher.idle()).hasSize(1);
                Cipher idle = cipher.idle().get(0);
                byte[] nonce = idle.getIV();
                ByteString made = ByteString.of(idle.doFinal(PLAIN.toByteArray()));
                assertThat(made).isEqualTo(elsewhere(ByteString.repeat(0, 32), nonce, new byte[0]));
            }
        }
    }

    private static SoftBatchCipher cipher() {
        return new SoftBatchCipher(SecretBytes.adopt(KEY.toByteArray()));
    }

    private static ByteString sealedElsewhere() throws InvalidCipherTextException {
        return NONCE.plus(elsewhere(KEY, NONCE.toByteArray(), PLACE.getBytes(StandardCharsets.UTF_8)));
    }

    private static ByteString elsewhere(ByteString key, byte[] nonce, byte[] place) throws InvalidCipherTextException {
        GCMModeCipher gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
        gcm.init(true, new AEADParameters(new KeyParameter(key.toByteArray()), 128, nonce, place));
        byte[] out = new byte[gcm.getOutputSize(PLAIN.size())];
        int done = gcm.processBytes(PLAIN.toByteArray(), 0, PLAIN.size(), out, 0);
        gcm.doFinal(out, done);
        return ByteString.of(out);
    }
}
