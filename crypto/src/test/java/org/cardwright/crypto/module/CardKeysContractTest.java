package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ModuleCalls.GOLDEN_KEY;
import static org.cardwright.crypto.module.ModuleCalls.GOLDEN_PAN;
import static org.cardwright.crypto.module.ModuleCalls.ONE;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.flipped;
import static org.cardwright.crypto.module.ModuleCalls.names;
import static org.cardwright.crypto.module.ModuleCalls.request;
import static org.cardwright.crypto.module.ModuleCalls.under;

import java.util.List;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.module.CardKeys.CardKeyRequest;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.CardKeys.WrappedCardKeys;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;

class CardKeysContractTest extends ModuleContract {

    CardKeysContractTest(Backend backend) {
        super(backend);
    }

    @Test
    void card_keys_of_the_published_profile_come_wrapped_byte_for_byte() {
        // vectors/cps-profiles.txt, [visa]: DGIs 8000 and 9000
        CardKeyRequest request = request(List.of("golden.imk-ac", "golden.imk-smi", "golden.imk-smc"), GOLDEN_PAN);
        WrappedCardKeys keys = module.cardKeys().derive(List.of(request)).get(0);
        assertThat(keys.cryptogram().toHex())
                .isEqualTo("0BBB9111517BB8825F7F7AF2AD91108E880CDA26B1B49480F91AD762F8B74343"
                        + "919B2E3F056D3ADB0B164F97CD61DEAC");
        assertThat(keys.checkValues()).extracting(KeyCheckValue::toHex).containsExactly("CA865E", "FA39DF", "848BFB");
        assertThat(module.checks().checkValuesFit(keys.cryptogram(), GOLDEN_KEY, keys.checkValues()))
                .isTrue();
        assertThat(module.checks().cardKeysFit(keys.cryptogram(), request)).isTrue();
    }

    @Test
    void answers_come_in_the_order_of_the_requests() {
        List<CardKeyRequest> requests = List.of(
                request(List.of("bank-one.imk-ac"), PAN),
                request(List.of("bank-two.imk-ac"), PAN),
                request(List.of("bank-one.imk-ac"), GOLDEN_PAN));
        List<WrappedCardKeys> together = module.cardKeys().derive(requests);
        assertThat(together).doesNotHaveDuplicates();
        for (int i = 0; i < requests.size(); i++) {
            assertThat(module.cardKeys().derive(List.of(requests.get(i)))).containsExactly(together.get(i));
        }
        assertThat(module.cardKeys().derive(List.of())).isEmpty();
    }

    @Test
    void option_c_keys_travel_under_aes_and_not_under_triple_des() {
        CardKeyRequest request = new CardKeyRequest(
                names("bank-three.imk-ac-aes", "bank-three.imk-smi-aes"),
                DerivationOption.C,
                PAN,
                ONE,
                under("personalizer-aes.kek2-k0", Mode.CBC));
        WrappedCardKeys keys = module.cardKeys().derive(List.of(request)).get(0);
        assertThat(keys.checkValues())
                .allMatch(value -> value.method() == KeyCheckValue.Method.AES_ONES)
                .hasSize(2);
        assertThat(module.checks().cardKeysFit(keys.cryptogram(), request)).isTrue();
        CardKeyRequest weaker = new CardKeyRequest(
                request.issuerMasterKeys(), DerivationOption.C, PAN, ONE, under("personalizer.kek2-k0", Mode.ECB));
        assertRefused(() -> module.cardKeys().derive(List.of(weaker)), "weaker");
    }

    @Test
    void a_check_says_no_to_every_other_card_key() {
        CardKeyRequest request = request(List.of("bank-one.imk-ac", "bank-one.imk-smi"), PAN);
        WrappedCardKeys keys = module.cardKeys().derive(List.of(request)).get(0);
        WrapUnder under = request.under();
        KeyCheckValue first = keys.checkValues().get(0);
        KeyCheckValue second = keys.checkValues().get(1);
        assertThat(module.checks().checkValuesFit(keys.cryptogram(), under, List.of(second, first)))
                .isFalse();
        assertThat(module.checks().checkValuesFit(keys.cryptogram(), under, List.of(first)))
                .isFalse();
        assertThat(module.checks().checkValuesFit(keys.cryptogram(), under, List.of()))
                .isFalse();
        assertThat(module.checks().checkValuesFit(flipped(keys.cryptogram()), under, keys.checkValues()))
                .isFalse();
        assertThat(module.checks().cardKeysFit(flipped(keys.cryptogram()), request))
                .isFalse();
        assertThat(module.checks().cardKeysFit(keys.cryptogram().slice(0, 16), request))
                .isFalse();
        assertThat(module.checks().cardKeysFit(keys.cryptogram().slice(1), request))
                .isFalse();
        assertThat(module.checks().cardKeysFit(ByteString.EMPTY, request)).isFalse();
        assertThat(module.checks()
                        .cardKeysFit(
                                keys.cryptogram(), request(List.of("bank-one.imk-ac", "bank-one.imk-smi"), GOLDEN_PAN)))
                .isFalse();
    }
}
