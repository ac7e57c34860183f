package org.cardwright.crypto.hostcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.cardwright.crypto.module.BatchKeys.BatchCipher;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Card data at rest: the key stays in the device, and no piece can be taken for another. */
class BatchDataTest {

    private static final Simulated SIMULATED = new Simulated();
    private static final int PIECE = HostBatchKeys.PIECE_BYTES;
    private static final int SEALED = PIECE + 28;
    private static final ByteString KEY = SIMULATED.module.batchKeys().create("batch");

    @AfterAll
    static void close() {
        SIMULATED.close();
    }

    private static void assertAltered(BatchCipher cipher, String place, ByteString sealed) {
        assertThatThrownBy(() -> cipher.open(place, sealed))
                .isInstanceOf(SecurityModuleException.class)
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(Kind.WRONG_RESULT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 5 * PIECE + 77})
    void data_of_any_length_come_back_at_their_place_only(int bytes) {
        byte[] random = new byte[bytes];
        new Random(bytes).nextBytes(random);
        ByteString plain = ByteString.of(random);
        try (BatchCipher cipher = SIMULATED.module.batchKeys().open("batch", KEY)) {
            ByteString sealed = cipher.seal("intake/17", plain);
            assertThat(cipher.open("intake/17", sealed)).isEqualTo(plain);
            assertThat(cipher.seal("intake/17", plain)).isNotEqualTo(sealed);
            assertAltered(cipher, "intake/18", sealed);
            byte[] altered = sealed.toByteArray();
            altered[altered.length - 1] ^= 1;
            assertAltered(cipher, "intake/17", ByteString.of(altered));
            assertAltered(cipher, "intake/17", sealed.slice(0, sealed.size() - 1));
        }
    }

    @Test
    void pieces_cannot_be_left_out_moved_or_added() {
        try (BatchCipher cipher = SIMULATED.module.batchKeys().open("batch", KEY)) {
            ByteString sealed = cipher.seal("intake/17", ByteString.repeat(1, 3 * PIECE));
            ByteString first = sealed.slice(0, SEALED);
            ByteString second = sealed.slice(SEALED, 2 * SEALED);
            ByteString third = sealed.slice(2 * SEALED);
            assertAltered(cipher, "intake/17", first.plus(second));
            assertAltered(cipher, "intake/17", first);
            assertAltered(cipher, "intake/17", ByteString.concat(second, first, third));
            assertAltered(cipher, "intake/17", sealed.plus(third));
            assertAltered(cipher, "intake/17", sealed.plus(ByteString.ofByte(0)));
        }
    }

    @Test
    void short_data_are_sealed_as_the_software_module_does_it() {
        try (BatchCipher here = SIMULATED.software.batchKeys().open("batch", KEY);
                BatchCipher there = SIMULATED.module.batchKeys().open("batch", KEY)) {
            ByteString plain = ByteString.ascii("one record");
            assertThat(here.open("a/1", there.seal("a/1", plain))).isEqualTo(plain);
            assertThat(there.open("a/1", here.seal("a/1", plain))).isEqualTo(plain);
        }
    }

    @Test
    void a_key_opens_for_its_batch_only_and_not_after_it_was_closed() {
        assertThatThrownBy(() -> SIMULATED.module.batchKeys().open("another", KEY))
                .isInstanceOf(SecurityModuleException.class)
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(Kind.KEY_REFUSED);
        BatchCipher cipher = SIMULATED.module.batchKeys().open("batch", KEY);
        cipher.close();
        assertThatThrownBy(() -> cipher.seal("a/1", ByteString.EMPTY)).isInstanceOf(IllegalStateException.class);
    }
}
