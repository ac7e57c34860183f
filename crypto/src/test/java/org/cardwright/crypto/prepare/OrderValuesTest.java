package org.cardwright.crypto.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.emv.StaticDataToBeAuthenticated;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.Computation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a product may ask beyond the published one, and which of it concerns one card only. */
class OrderValuesTest {

    @TempDir
    private static Path vault;

    private static SecurityModule module;

    @TempDir
    private Path directory;

    private GoldenCards golden;

    @BeforeAll
    static void openModule() {
        module = GoldenCards.module(vault);
    }

    @AfterAll
    static void closeModule() {
        module.close();
    }

    @BeforeEach
    void copy() {
        golden = new GoldenCards(directory);
    }

    @Test
    void an_issuers_key_goes_from_his_kek_to_that_of_the_personalizer() {
        golden.edit(
                        "pin-required=\"true\"/>",
                        "pin-required=\"true\"><secret field=\"SECRET_1\" bytes=\"16\"/></orders>")
                .edit("<issuer-keys ", "<issuer-keys kek=\"bank-one.kek1-k0\" ")
                .edit("</dgis>", "<issuer-secret dgi=\"8F10\" field=\"SECRET_1\" class=\"KEY\"/></dgis>");
        ByteString key = ByteString.fromHex("00112233445566778899AABBCCDDEEFF");
        ByteString underKek1 = GoldenCards.des(Cipher.ENCRYPT_MODE, "7F57028310025BA77F57028320045BA7", key);

        ByteString underKek2 =
                prepared(withSecrets(Map.of("SECRET_1", underKek1))).wrapped().get(0x8F10);

        assertThat(GoldenCards.des(Cipher.DECRYPT_MODE, "0123456789ABCDEFFEDCBA9876543210", underKek2))
                .isEqualTo(key);
    }

    @Test
    void a_positional_field_of_the_order_that_does_not_fit_stops_one_card_only() {
        golden.edit(
                "</dgis>",
                "<positional dgi=\"3010\" total=\"15\"><field name=\"name\" order=\"CARDHOLDER_NAME\" length=\"15\"/>"
                        + "</positional></dgis>");
        assertThat(prepared(withName("TEST/CARDHOLDER"))).isNotNull();
        PreparationResult.Refused longer = refused(withName("TEST/CARDHOLDERS"));
        assertThat(longer.reason()).isEqualTo(RejectReason.ELEMENT_LENGTH);
        assertThat(longer.field()).isEqualTo("CARDHOLDER_NAME");
    }

    @Test
    void a_record_that_is_too_large_for_one_answer_stops_one_card_only() {
        golden.edit(
                        "<record sfi=\"1\" number=\"1\">57 5F20 9F1F</record>",
                        "<record sfi=\"1\" number=\"1\">57 5F20 9F1F DF01</record>")
                .edit(
                        "<element tag=\"87\"",
                        "<element tag=\"DF01\" hex=\"" + "5A".repeat(186) + "\"/><element tag=\"87\"");
        assertThat(prepared(withName("TEST/CARDHOLDER"))).isNotNull();
        assertThat(refused(withName("TEST/CARDHOLDERLONGER")).reason()).isEqualTo(RejectReason.RECORD_TOO_LARGE);
    }

    @Test
    void the_aip_is_signed_only_when_a_record_of_the_interface_says_so() {
        golden.edit(" 9F0F 9F4A</record>", " 9F0F</record>")
                .edit("<tlv dgi=\"3000\">9F36 9F4F</tlv>", "<tlv dgi=\"3000\">9F36 9F4F 9F4A</tlv>");
        PreparedApplication application = prepared(GoldenCards.order(1));
        ByteString staticData = StaticDataToBeAuthenticated.collect(
                        application.profile().fileLocator(CardInterface.CONTACT).orElseThrow(),
                        application.records(),
                        Optional.empty(),
                        application
                                .profile()
                                .interchangeProfile(CardInterface.CONTACT)
                                .orElseThrow())
                .bytes();

        ByteString recovered = recovered(application.computed().get(Computation.SIGNED_STATIC_DATA));
        ByteString hashed = recovered.slice(1, recovered.size() - 21).plus(staticData);
        assertThat(recovered.slice(recovered.size() - 21, recovered.size() - 1)).isEqualTo(Sha1OfTest.of(hashed));
    }

    private PreparationResult result(CardApplication order) {
        return new CardPreparation(module).prepare(List.of(golden.card(order))).get(0);
    }

    private PreparedApplication prepared(CardApplication order) {
        return ((PreparationResult.Prepared) result(order))
                .card()
                .applications()
                .get(0);
    }

    private PreparationResult.Refused refused(CardApplication order) {
        return (PreparationResult.Refused) result(order);
    }

    private static ByteString recovered(ByteString signature) {
        KeyInventory.RsaPublicKey key = module.inventory().rsaPublicKey(KeyName.of("golden.issuer"));
        BigInteger block = new BigInteger(1, signature.toByteArray())
                .modPow(
                        new BigInteger(1, key.exponent().toByteArray()),
                        new BigInteger(1, key.modulus().toByteArray()));
        ByteString bytes = ByteString.of(block.toByteArray());
        assertThat(bytes.size()).isEqualTo(key.modulus().size());
        assertThat(bytes.unsignedAt(0)).isEqualTo(0x6A);
        assertThat(bytes.unsignedAt(bytes.size() - 1)).isEqualTo(0xBC);
        return bytes;
    }

    private static CardApplication withSecrets(Map<String, ByteString> secrets) {
        return GoldenCards.order(GoldenCards.pan(), "TEST/CARDHOLDER", "2512", secrets);
    }

    private static CardApplication withName(String name) {
        return GoldenCards.order(GoldenCards.pan(), name, "2512", Map.of());
    }
}
