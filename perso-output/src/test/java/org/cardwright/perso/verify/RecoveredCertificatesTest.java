package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;

class RecoveredCertificatesTest {

    private static final ByteString THREE = ByteString.fromHex("03");
    private static final ByteString CERTIFICATE = number(1);

    private final RecoveredCertificates recovered = new RecoveredCertificates();

    @Test
    void a_certificate_that_is_known_under_one_authority_is_recovered_anew_under_another() {
        RsaPublic first = new RsaPublic(number(2), THREE);
        RsaPublic second = new RsaPublic(number(3), THREE);
        RsaPublic third = new RsaPublic(second.modulus(), ByteString.fromHex("010001"));

        ByteString known = recovered.recover(first, CERTIFICATE);

        assertThat(known).isEqualTo(first.recover(CERTIFICATE));
        assertThat(recovered.recover(second, CERTIFICATE))
                .isEqualTo(second.recover(CERTIFICATE))
                .isNotEqualTo(known);
        assertThat(recovered.recover(third, CERTIFICATE))
                .isEqualTo(third.recover(CERTIFICATE))
                .isNotEqualTo(second.recover(CERTIFICATE));
        assertThat(recovered.recover(first, CERTIFICATE)).isEqualTo(known);
    }

    /** 128 bytes without a pattern. */
    private static ByteString number(int which) {
        ByteString half = ByteString.concat(
                Sha.sha256(ByteString.ofUnsigned(which, 1)), Sha.sha256(ByteString.ofUnsigned(which, 2)));
        return ByteString.concat(half, Sha.sha256(half), Sha.sha256(half, half));
    }
}
