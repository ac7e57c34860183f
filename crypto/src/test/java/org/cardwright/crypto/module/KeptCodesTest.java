package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;

class KeptCodesTest {

    private static final KeyName KEY = KeyName.of("bureau.record-mac");
    private static final List<ByteString> DATA = List.of(ByteString.ascii("one"), ByteString.ascii("two"));

    @Test
    void are_what_the_module_says_twice() {
        assertThat(KeptCodes.of(new Answering(-1), KEY, "row", DATA))
                .containsExactly(ByteString.ascii("row:one"), ByteString.ascii("row:two"));
        assertThat(KeptCodes.of(new Answering(-1), KEY, "row", List.of())).isEmpty();
    }

    @Test
    void one_wrong_bit_in_any_answer_is_never_kept() {
        for (int wrong = 0; wrong < 2 * DATA.size(); wrong++) {
            Answering module = new Answering(wrong);
            assertThatExceptionOfType(SecurityModuleException.class)
                    .as("answer %d", wrong)
                    .isThrownBy(() -> KeptCodes.of(module, KEY, "row", DATA))
                    .satisfies(
                            refused -> assertThat(refused.kind()).isEqualTo(SecurityModuleException.Kind.UNAVAILABLE));
        }
    }

    /** Answers context and data; the answer of the given place with its last bit changed. */
    private record Answering(int wrong) implements Seals {

        @Override
        public List<ByteString> mac(KeyName key, String context, List<ByteString> data) {
            List<ByteString> answers = new ArrayList<>();
            for (int i = 0; i < data.size(); i++) {
                byte[] answer =
                        ByteString.ascii(context + ":").plus(data.get(i)).toByteArray();
                answer[answer.length - 1] ^= (byte) (i == wrong ? 1 : 0);
                answers.add(ByteString.of(answer));
            }
            return answers;
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
