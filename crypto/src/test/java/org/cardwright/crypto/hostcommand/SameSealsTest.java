package org.cardwright.crypto.hostcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SignatureVerifier;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Authentication codes and signatures of any length are those of the software module, byte for byte. */
class SameSealsTest {

    private static final Simulated SIMULATED = new Simulated();

    @AfterAll
    static void close() {
        SIMULATED.close();
    }

    @Test
    void macs_of_short_and_long_data_in_their_order() {
        List<ByteString> data = IntStream.of(0, 1, 16_384, 16_385, 5, 200_000, 3, 4)
                .mapToObj(bytes -> ByteString.repeat(bytes, bytes))
                .toList();
        List<ByteString> macs = SIMULATED.module.seals().mac(Requests.RECORD_MAC, "context", data);
        assertThat(macs)
                .isEqualTo(SIMULATED.software.seals().mac(Requests.RECORD_MAC, "context", data))
                .doesNotHaveDuplicates();
        assertThatThrownBy(() ->
                        SIMULATED.module.seals().mac(Requests.RECORD_MAC, "x".repeat(256), List.of(ByteString.EMPTY)))
                .isInstanceOf(SecurityModuleException.class)
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(SecurityModuleException.Kind.BAD_INPUT);
    }

    @Test
    void signatures_over_messages_of_any_length() throws IOException {
        for (int bytes : new int[] {0, 1, 16_384, 500_000}) {
            ByteString data = ByteString.repeat(7, bytes);
            assertThat(SIMULATED.module.seals().sign(Requests.SIGNING, data))
                    .isEqualTo(SIMULATED.software.seals().sign(Requests.SIGNING, data));
        }
        ByteString signature = SIMULATED.module.seals().sign(Requests.SIGNING, out -> {
            for (int i = 0; i < 3000; i++) {
                out.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
                out.write(12);
            }
        });
        ByteString publicKey = SIMULATED.software.inventory().ed25519PublicKey(Requests.SIGNING);
        ByteString whole = ByteString.concat(Collections.nCopies(3000, ByteString.fromHex("0102030405060708090A0B0C")));
        assertThat(SignatureVerifier.ed25519().verify(publicKey, whole, signature))
                .isTrue();
        assertThat(SIMULATED.module.seals().verify(publicKey, whole, signature)).isTrue();
        assertThat(SIMULATED.module.seals().verify(publicKey, whole.slice(1), signature))
                .isFalse();
    }

    @Test
    void a_message_that_cannot_be_read_is_the_callers_failure() {
        assertThatThrownBy(() -> SIMULATED.module.seals().sign(Requests.SIGNING, out -> {
                    throw new IOException("the manifest is gone");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the manifest is gone");
        ByteString another = ByteString.ascii("and then another");
        assertThat(SIMULATED.module.seals().sign(Requests.SIGNING, another))
                .isEqualTo(SIMULATED.software.seals().sign(Requests.SIGNING, another));
    }
}
