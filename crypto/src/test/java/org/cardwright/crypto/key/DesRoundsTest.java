package org.cardwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DesRoundsTest {

    private static final int ROUNDS = 500;

    private final Random random = new Random(20261122);

    private byte[] some(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return drawn;
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24})
    void every_key_has_the_schedules_that_bouncy_castle_computes(int keyBytes) {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] key = some(keyBytes);
            byte[] text = some(2 * DesRounds.BLOCK_BYTES);
            BlockCipher expected = keyBytes == 8 ? new DESEngine() : new DESedeEngine();
            expected.init(true, new KeyParameter(key));
            byte[] wanted = text.clone();
            expected.processBlock(text, DesRounds.BLOCK_BYTES, wanted, DesRounds.BLOCK_BYTES);
            DesRounds rounds = new DesRounds(key);

            byte[] got = text.clone();
            rounds.encrypt(text, got, DesRounds.BLOCK_BYTES);
            assertThat(got).isEqualTo(wanted);
            rounds.decrypt(got, got, DesRounds.BLOCK_BYTES);
            assertThat(got).isEqualTo(text);
        }
    }

    /** NIST SP 800-67, B.1, first block. */
    @Test
    void nist_sp_800_67_b_1() {
        byte[] key = HexFormat.of().parseHex("0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123");
        byte[] block = HexFormat.of().parseHex("5468652071756663");
        new DesRounds(key).encrypt(block, block, 0);
        assertThat(HexFormat.of().withUpperCase().formatHex(block)).isEqualTo("A826FD8CE53B855F");
    }

    /** The schedule of a key of zeros has no bit set, as has one that is wiped. */
    @Test
    void what_is_wiped_enciphers_as_a_key_of_zeros() {
        DesRounds rounds = new DesRounds(some(24));
        rounds.wipe();
        byte[] text = some(DesRounds.BLOCK_BYTES);
        byte[] wanted = new byte[DesRounds.BLOCK_BYTES];
        new DesRounds(new byte[24]).encrypt(text, wanted, 0);
        byte[] got = new byte[DesRounds.BLOCK_BYTES];
        rounds.encrypt(text, got, 0);
        assertThat(got).isEqualTo(wanted);
    }
}
