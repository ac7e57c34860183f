package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptCodesTest {

    private static final KeyName KEY = KeyName.of("bureau.record-mac");
    private static final int NEVER = 0;
    private static final List<ByteString> DATA = List.of(ByteString.ascii("one"), ByteString.ascii("two"));

    @Test
    void are_what_the_module_says_twice() {
        Answering right = new Answering(NEVER);
        assertThat(KeptCodes.of(right, KEY, "row", DATA))
                .containsExactly(ByteString.ascii("row:one"), ByteString.ascii("row:two"));
        assertThat(KeptCodes.of(right, KEY, "row", List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void an_answer_that_is_wrong_throughout_is_never_kept(int wrong) {
        Answering module = new Answering(wrong);
        assertThatExceptionOfType(SecurityModuleException.class)
                .isThrownBy(() -> KeptCodes.of(module, KEY, "row", DATA))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(SecurityModuleException.Kind.WRONG_RESULT));
    }

    /** Answers context and data; the answer of that number has the last bit of each code changed. */
    private static final class Answering implements Seals {

        private final int wrong;
        private int answers;

        Answering(int wrong) {
            this.wrong = wrong;
        }

        @Override
        public List<ByteString> mac(KeyName key, String context, List<ByteString> data) {
            int change = ++answers == wrong ? 1 : 0;
            return data.stream().map(one -> code(context, one, change)).toList();
        }

        private static ByteString code(String context, ByteString data, int change) {
            byte[] code = ByteString.ascii(context + ":").plus(data).toByteArray();
            code[code.length - 1] ^= (byte) change;
            return ByteString.of(code);
        }

        @Override
        public ByteString sign(KeyName key, ByteString data) {
            throw new AssertionError("nothing is signed here");
        }

        @Override
        public boolean verify(ByteString publicKey, ByteString data, ByteString signature) {
            throw new AssertionError("nothing is verified here");
        }
    }
}
