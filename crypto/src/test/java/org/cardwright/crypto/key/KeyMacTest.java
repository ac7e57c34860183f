package org.cardwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HMAC-SHA-256 against RFC 4231. */
class KeyMacTest {

    /** Test cases 1, 2 and 6: a usual key, a short one, one longer than a block; each MAC twice, the text in one part and in two. */
    @ParameterizedTest
    @CsvSource({
        "0B, 20, Hi There, B0344C61D8DB38535CA8AFCEAF0BF12B881DC200C9833DA726E9376C2E32CFF7",
        "4A656665, 1, what do ya want for nothing?, 5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843",
        "AA, 131, Test Using Larger Than Block-Size Key - Hash Key First,"
                + " 60E431591EE0B67F0D8A26AACBF5B77F8E0BC6213728C5140546040F0EE37F54"
    })
    void rfc_4231(String part, int times, String text, String expected) {
        byte[] key = ByteString.fromHex(part.repeat(times)).toByteArray();
        byte[] data = text.getBytes(StandardCharsets.US_ASCII);
        try (SecretBytes secret = SecretBytes.adopt(key);
                KeyMac mac = KeyMac.of(secret)) {
            assertThat(ByteString.of(mac.compute(data)).toHex()).isEqualTo(expected);
            assertThat(ByteString.of(mac.compute(Arrays.copyOf(data, 5), Arrays.copyOfRange(data, 5, data.length)))
                            .toHex())
                    .isEqualTo(expected);
        }
    }
}
