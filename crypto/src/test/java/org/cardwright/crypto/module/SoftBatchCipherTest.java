package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
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
                assertThatThrownBy(() -> cipher.open("prepared/8", sealed))
                        .isInstanceOf(SecurityModuleException.class);
                assertThat(cipher.open(PLACE, sealed)).isEqualTo(PLAIN);
                assertThat(cipher.open("x", cipher.seal("x", ByteString.EMPTY))).isEqualTo(ByteString.EMPTY);
                assertThat(cipher.open("y", cipher.seal("y", PLAIN))).isEqualTo(PLAIN);
            }
        }
    }

    private static SoftBatchCipher cipher() {
        return new SoftBatchCipher(SecretBytes.adopt(KEY.toByteArray()));
    }

    private static ByteString sealedElsewhere() throws InvalidCipherTextException {
        GCMModeCipher gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
        byte[] place = PLACE.getBytes(StandardCharsets.UTF_8);
        gcm.init(true, new AEADParameters(new KeyParameter(KEY.toByteArray()), 128, NONCE.toByteArray(), place));
        byte[] out = new byte[gcm.getOutputSize(PLAIN.size())];
        int done = gcm.processBytes(PLAIN.toByteArray(), 0, PLAIN.size(), out, 0);
        gcm.doFinal(out, done);
        return NONCE.plus(ByteString.of(out));
    }
}
