package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ModuleCalls.CLEAR;
import static org.cardwright.crypto.module.ModuleCalls.ONE;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertBadInput;
import static org.cardwright.crypto.module.ModuleCalls.flipped;

import java.util.HexFormat;
import java.util.List;
import org.cardwright.crypto.cvv.CardVerificationValue;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.KeyTerm;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.CardValues.CardValueRequest;
import org.cardwright.crypto.module.CardValues.Cvc3VectorRequest;
import org.cardwright.crypto.module.CardValues.StaticCvc3Request;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;

class ValuesAndSealsContractTest extends ModuleContract {

    ValuesAndSealsContractTest(Backend backend) {
        super(backend);
    }

    @Test
    void card_verification_values_are_those_of_the_algorithm() {
        KeyName cvk = KeyName.of("bank-one.cvk");
        List<String> values = module.cardValues()
                .cardVerificationValues(List.of(
                        new CardValueRequest(cvk, PAN, "3012", "201"),
                        new CardValueRequest(cvk, PAN, "3012", "999"),
                        new CardValueRequest(KeyName.of("bank-two.cvk"), PAN, "3012", "201")));
        try (SecretBytes key = SecretBytes.adopt(HexFormat.of().parseHex(CLEAR.get("bank-one.cvk")));
                CardVerificationValue cvv = new CardVerificationValue(key)) {
            assertThat(values.get(0)).isEqualTo(cvv.compute(PAN.digits(), "3012", "201"));
            assertThat(values.get(1)).isEqualTo(cvv.compute(PAN.digits(), "3012", "999"));
        }
        assertThat(values).doesNotHaveDuplicates().allMatch(value -> value.matches("[0-9]{3}"));
        assertBadInput(() ->
                module.cardValues().cardVerificationValues(List.of(new CardValueRequest(cvk, PAN, "30-2", "201"))));
    }

    @Test
    void cvc3_vectors_and_values_have_their_shapes() {
        Cvc3VectorRequest vector = new Cvc3VectorRequest(
                KeyName.of("bank-one.imk-cvc3"),
                DerivationOption.A,
                PAN,
                ONE,
                ByteString.fromHex("9999990000000014D30122010000000000000F"));
        ByteString initial =
                module.cardValues().cvc3InitialVectors(List.of(vector)).get(0);
        assertThat(initial.size()).isEqualTo(2);
        StaticCvc3Request request = new StaticCvc3Request(vector, ByteString.repeat(0, 4), ByteString.repeat(0, 2), 3);
        assertThat(module.cardValues().staticCvc3(List.of(request)).get(0)).matches("[0-9]{3}");
        assertBadInput(() -> module.cardValues()
                .staticCvc3(
                        List.of(new StaticCvc3Request(vector, ByteString.repeat(0, 3), ByteString.repeat(0, 2), 3))));
    }

    @Test
    void macs_depend_on_key_context_and_data() {
        KeyName key = KeyName.of("bureau.record-mac");
        ByteString data = ByteString.ascii("A-000017");
        List<ByteString> macs = module.seals().mac(key, "record", List.of(data, ByteString.EMPTY));
        assertThat(macs).hasSize(2).doesNotHaveDuplicates().allMatch(mac -> mac.size() == 32);
        assertThat(module.seals().mac(key, "salt", List.of(data))).doesNotContain(macs.get(0));
        assertThat(module.seals().mac(key, "recordA", List.of(ByteString.ascii("-000017"))))
                .doesNotContain(macs.get(0));
        // HMAC-SHA-256 over 00 06 "record" "A-000017", computed with Python's hmac
        assertThat(macs.get(0).toHex()).isEqualTo(HMAC_OF_A_000017);
        assertBadInput(() -> module.seals().mac(key, "x".repeat(256), List.of(data)));
    }

    private static final String HMAC_OF_A_000017 = "BB97BCC458E8EEF3EF4AD9DADD30C8434B2A8ACFC089722958A13783761349A7";

    @Test
    void a_signature_verifies_under_its_key_and_for_its_data_only() {
        KeyName key = KeyName.of("bureau.manifest-signing");
        ByteString data = ByteString.ascii("manifest");
        ByteString publicKey = module.inventory().ed25519PublicKey(key);
        ByteString signature = module.seals().sign(key, data);
        assertThat(module.seals().sign(key, data)).isEqualTo(signature);
        assertThat(module.seals().verify(publicKey, data, signature)).isTrue();
        assertThat(module.seals().verify(publicKey, ByteString.ascii("Manifest"), signature))
                .isFalse();
        assertThat(module.seals().verify(publicKey, data, flipped(signature))).isFalse();
        assertThat(module.seals().verify(flipped(publicKey), data, signature)).isFalse();
        assertThat(module.seals().verify(publicKey, data, signature.slice(1))).isFalse();
        assertThat(module.seals().verify(publicKey.slice(1), data, signature)).isFalse();
    }

    @Test
    void the_inventory_tells_purpose_algorithm_and_check_value_of_every_key() {
        assertThat(module.inventory().find(KeyName.of("golden.tk-key")).orElseThrow())
                .isEqualTo(new KeyInventory.KeyDescription(
                        KeyName.of("golden.tk-key"),
                        KeyPurpose.KEK,
                        KeyAlgorithm.TDES,
                        "TDES-112",
                        KeyDirection.DATA_PREPARATION_TO_PERSONALIZER,
                        KeyState.ACTIVE,
                        new KeyCheckValue(KeyCheckValue.Method.TDES_ZEROS, ByteString.fromHex("08D7B4")),
                        true,
                        KeyCustody.UNKNOWN,
                        KeyTerm.UNLIMITED));
        assertThat(module.inventory()
                        .find(KeyName.of("golden.tk-pin"))
                        .orElseThrow()
                        .checkValue()
                        .toHex())
                .isEqualTo("110D81");
        assertThat(module.inventory().keys())
                .extracting(KeyInventory.KeyDescription::algorithm)
                .contains("TDES-168", "AES-128", "AES-256", "ED25519", "HMAC-SHA-256", "RSA-1408");
        assertThat(module.inventory().find(new KeyName("golden.tk-key", 2))).isEmpty();
    }
}
