package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.json.MalformedJsonException;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OfflineDataVerifierTest {

    private final OfflineDataVerifier verifier = new OfflineDataVerifier(GoldenCards.caKeys());

    @Test
    void accepts_the_two_worked_records() {
        assertThat(verifier.verify(GoldenCards.VISA).lines()).isEmpty();
        assertThat(verifier.verify(GoldenCards.MASTERCARD).lines()).isEmpty();
    }

    @Test
    @Tag("R19")
    void accepts_every_sound_card() {
        for (int i = 0; i < 50; i++) {
            ByteString chip = SdaCards.channels(i).getOrDefault(Channel.CHIP, ByteString.EMPTY);
            assertThat(verifier.verify(chip).lines()).isEmpty();
        }
    }

    @Test
    void accepts_no_record_without_a_known_authority() {
        VerificationReport report = new OfflineDataVerifier(new CaPublicKeys(List.of())).verify(GoldenCards.VISA);

        assertThat(report.findings()).extracting(Finding::rule).containsExactly(VerificationRule.CA_KEY);
        assertThat(report.lines())
                .containsExactly("V-301 batch, 8F: the certification authority key must be known"
                        + " (no key of this RID, index and length)");
    }

    @Test
    void reads_the_published_authorities_and_refuses_a_wrong_check_sum() throws IOException {
        byte[] json = SampleData.bytes("keys-test-only/ca-public-keys.json");

        assertThat(CaPublicKeys.read(new ByteArrayInputStream(json)).keys()).isNotEmpty();

        byte[] wrong = new String(json, StandardCharsets.UTF_8)
                .replaceFirst("\"exponent\": *\"03\"", "\"exponent\":\"05\"")
                .getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> CaPublicKeys.read(new ByteArrayInputStream(wrong)));
    }

    @Test
    void reads_the_end_of_an_authority_where_it_is_known() throws IOException {
        String json = new String(SampleData.bytes("keys-test-only/ca-public-keys.json"), StandardCharsets.UTF_8);
        for (String day : new String[] {"2031-12-31", "31.12.2031"}) {
            byte[] ending = json.replaceFirst("\"rid\"", "\"expires\": \"" + day + "\", \"rid\"")
                    .getBytes(StandardCharsets.UTF_8);
            if (day.startsWith("2031")) {
                assertThat(CaPublicKeys.read(new ByteArrayInputStream(ending)).keys())
                        .extracting(CaPublicKey::expires)
                        .startsWith(Optional.of(LocalDate.of(2031, 12, 31)), Optional.empty());
            } else {
                assertThatExceptionOfType(MalformedJsonException.class)
                        .isThrownBy(() -> CaPublicKeys.read(new ByteArrayInputStream(ending)));
            }
        }
    }

    @Test
    void finds_a_record_that_is_none() {
        assertThat(verifier.verify(ByteString.EMPTY).findings())
                .extracting(Finding::rule)
                .containsExactly(VerificationRule.RECORD_SHAPE);
    }
}
