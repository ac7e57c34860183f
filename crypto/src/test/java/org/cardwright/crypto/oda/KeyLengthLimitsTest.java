package org.cardwright.crypto.oda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.oda.KeyLengthLimits.Rule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.junit.jupiter.api.Test;

class KeyLengthLimitsTest {

    @Test
    void allows_the_usual_lengths() {
        assertThat(KeyLengthLimits.forIssuerCertificate(key(248), key(176))).isEmpty();
        assertThat(KeyLengthLimits.forIssuerCertificate(key(176), key(176))).isEmpty();
        assertThat(KeyLengthLimits.forIccCertificate(key(176), 176)).isEmpty();
        assertThat(KeyLengthLimits.forIccCertificate(key(176), 128)).isEmpty();
    }

    @Test
    void allows_exactly_the_limits() {
        assertThat(KeyLengthLimits.forIssuerCertificate(key(248), key(248))).isEmpty();
        assertThat(KeyLengthLimits.forIccCertificate(key(247), 247)).isEmpty();
    }

    @Test
    void refuses_one_byte_more() {
        assertThat(KeyLengthLimits.forIssuerCertificate(key(249), key(248))).containsExactly(Rule.CA_AT_MOST_248);
        assertThat(KeyLengthLimits.forIssuerCertificate(key(144), key(145))).containsExactly(Rule.ISSUER_NOT_ABOVE_CA);
        assertThat(KeyLengthLimits.forIssuerCertificate(key(250), key(249)))
                .containsExactly(Rule.CA_AT_MOST_248, Rule.ISSUER_AT_MOST_248);
        assertThat(KeyLengthLimits.forIccCertificate(key(248), 200))
                .containsExactly(Rule.CERTIFYING_ISSUER_AT_MOST_247);
        assertThat(KeyLengthLimits.forIccCertificate(key(144), 145)).containsExactly(Rule.ICC_NOT_ABOVE_ISSUER);
        assertThat(KeyLengthLimits.forIccCertificate(key(247), 248))
                .containsExactly(Rule.ICC_AT_MOST_247, Rule.ICC_NOT_ABOVE_ISSUER);
    }

    @Test
    void refuses_a_modulus_without_its_top_bit_and_other_exponents() {
        RsaPublicKey low = new RsaPublicKey(ByteString.repeat(0x7F, 144), ByteString.fromHex("03"));
        RsaPublicKey two = new RsaPublicKey(ByteString.repeat(0x80, 144), ByteString.fromHex("02"));

        assertThat(KeyLengthLimits.forIccCertificate(low, 128)).containsExactly(Rule.TOP_BIT_SET);
        assertThat(KeyLengthLimits.forIssuerCertificate(two, low))
                .containsExactly(Rule.EXPONENT_3_OR_65537, Rule.TOP_BIT_SET);
    }

    @Test
    void wants_a_certificate_that_does_not_expire_before_the_card() {
        ExpirationDate card = ExpirationDate.ofYymm("2912");

        assertThat(CertificateDates.covers(card, card)).isTrue();
        assertThat(CertificateDates.covers(ExpirationDate.ofYymm("3001"), card)).isTrue();
        assertThat(CertificateDates.covers(ExpirationDate.ofYymm("2911"), card)).isFalse();
    }

    @Test
    void lets_a_certificate_expire_after_the_last_day_of_its_month() {
        ExpirationDate leapFebruary = ExpirationDate.ofYymm("2802");

        assertThat(CertificateDates.hasExpired(leapFebruary, LocalDate.of(2028, 2, 29)))
                .isFalse();
        assertThat(CertificateDates.hasExpired(leapFebruary, LocalDate.of(2028, 3, 1)))
                .isTrue();
    }

    private static RsaPublicKey key(int bytes) {
        return new RsaPublicKey(ByteString.repeat(0x81, bytes), ByteString.fromHex("03"));
    }
}
