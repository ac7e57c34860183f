package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.util.HashSet;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cardwright.crypto.module.BatchKeys.BatchCipher;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;

/** One data key for each batch: what is sealed with it opens at its place and nowhere else. */
class BatchKeysContractTest extends ModuleContract {

    private static final String BATCH = "4f".repeat(32);
    private static final ByteString DATA = ByteString.ascii("card data of one card");

    BatchKeysContractTest(Backend backend) {
        super(backend);
    }

    @Test
    void sealed_data_open_at_their_place_only() {
        ByteString wrapped = module.batchKeys().create(BATCH);
        try (BatchCipher first = module.batchKeys().open(BATCH, wrapped);
                BatchCipher second = module.batchKeys().open(BATCH, wrapped)) {
            ByteString sealed = first.seal("intake/17", DATA);
            assertThat(second.open("intake/17", sealed)).isEqualTo(DATA);
            assertThat(sealed.size()).isEqualTo(DATA.size() + 28);
            assertWrong(() -> second.open("intake/18", sealed));
            for (int i = 0; i < sealed.size(); i++) {
                byte[] altered = sealed.toByteArray();
                altered[i] ^= 1;
                assertWrong(() -> second.open("intake/17", ByteString.of(altered)));
            }
            for (int i = 0; i < sealed.size(); i++) {
                ByteString cut = sealed.slice(0, i);
                assertWrong(() -> second.open("intake/17", cut));
            }
            assertThat(first.open("x", first.seal("x", ByteString.EMPTY))).isEqualTo(ByteString.EMPTY);
        }
    }

    @Test
    void a_place_sealed_again_never_repeats_a_nonce() {
        Set<ByteString> nonces = new HashSet<>();
        try (BatchCipher cipher =
                module.batchKeys().open(BATCH, module.batchKeys().create(BATCH))) {
            for (int i = 0; i < 250; i++) {
                nonces.add(cipher.seal("intake/17", DATA).slice(0, 12));
            }
        }
        assertThat(nonces).hasSize(250);
    }

    @Test
    void a_data_key_opens_for_its_batch_only_and_two_are_never_equal() {
        ByteString wrapped = module.batchKeys().create(BATCH);
        assertThat(module.batchKeys().create(BATCH)).isNotEqualTo(wrapped);
        assertRefused(() -> module.batchKeys().open("5f".repeat(32), wrapped), "another batch");
        for (int i = 0; i < wrapped.size(); i += 3) {
            byte[] altered = wrapped.toByteArray();
            altered[i] ^= 1;
            assertRefused(() -> module.batchKeys().open(BATCH, ByteString.of(altered)), "");
        }
        assertRefused(() -> module.batchKeys().open(BATCH, ByteString.repeat(0xC3, 40)), "");
        assertRefused(() -> module.batchKeys().open(BATCH, ByteString.EMPTY), "");
    }

    @Test
    void a_closed_cipher_seals_nothing() {
        BatchCipher cipher = module.batchKeys().open(BATCH, module.batchKeys().create(BATCH));
        cipher.close();
        assertThatThrownBy(() -> cipher.seal("x", DATA)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cipher.open("x", ByteString.repeat(0, 40))).isInstanceOf(IllegalStateException.class);
        cipher.close();
    }

    private static void assertWrong(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(SecurityModuleException.class)
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(SecurityModuleException.Kind.WRONG_RESULT);
    }
}
