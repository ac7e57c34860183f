package org.cardwright.crypto.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.emv.StaticDataToBeAuthenticated;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.Computation;
import org.cardwright.formats.profile.ProfiledApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardPreparationTest {

    private static final EncryptedPinBlock GARBAGE =
            new EncryptedPinBlock(PinBlockFormat.ISO_0, ByteString.fromHex("0123456789ABCDEF"));

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
    void the_signature_covers_the_final_values() {
        PreparedApplication application = prepared(GoldenCards.order(1));
        ByteString staticData = staticData(application);

        // What any terminal recovers: EMV 4.4 Book 2, 5.4, Table 7.
        ByteString recovered = recovered(application.computed().get(Computation.SIGNED_STATIC_DATA));
        ByteString hashed = recovered.slice(1, recovered.size() - 21).plus(staticData);
        assertThat(recovered.slice(recovered.size() - 21, recovered.size() - 1)).isEqualTo(Sha1OfTest.of(hashed));
    }

    @Test
    void a_parameter_changed_in_the_profile_changes_the_signature() {
        ByteString before = prepared(GoldenCards.order(1)).computed().get(Computation.SIGNED_STATIC_DATA);
        golden.edit("risk/golden-visa.xml", "hex=\"F040A49800\"", "hex=\"F040A49801\"");
        ByteString after = prepared(GoldenCards.order(1)).computed().get(Computation.SIGNED_STATIC_DATA);
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void a_garbage_pin_block_stops_one_card_only() {
        List<PreparationResult> results =
                prepare(GoldenCards.order(1), GoldenCards.order(2, GoldenCards.TRACKS, GARBAGE), GoldenCards.order(3));

        assertThat(results.get(1)).isInstanceOfSatisfying(PreparationResult.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(RejectReason.PIN_BLOCK_WITHOUT_PIN);
            assertThat(refused.field()).isEqualTo("PIN_BLOCK");
            assertThat(refused.card().application().recordNumber()).isEqualTo(2);
        });
        assertThat(contentOf(results.get(0)))
                .isEqualTo(contentOf(prepare(GoldenCards.order(1)).get(0)));
        assertThat(contentOf(results.get(2)))
                .isEqualTo(contentOf(prepare(GoldenCards.order(3)).get(0)));
    }

    @Test
    void a_pin_block_of_a_format_for_another_cipher_stops_one_card_only() {
        EncryptedPinBlock format4 = new EncryptedPinBlock(PinBlockFormat.ISO_4, ByteString.repeat(7, 16));
        List<PreparationResult> results =
                prepare(GoldenCards.order(1), GoldenCards.order(2, GoldenCards.TRACKS, format4));

        assertThat(results.get(0)).isInstanceOf(PreparationResult.Prepared.class);
        assertThat(results.get(1)).isInstanceOfSatisfying(PreparationResult.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(RejectReason.PIN_BLOCK_FORMAT_NOT_OF_KEY);
            assertThat(refused.field()).isEqualTo("PIN_BLOCK_FORMAT");
        });
    }

    @Test
    void what_comes_out_depends_on_the_order_and_not_on_its_neighbours() {
        List<PreparationResult> forward = prepare(GoldenCards.order(1), GoldenCards.order(2), GoldenCards.order(3));
        List<PreparationResult> backward = prepare(GoldenCards.order(3), GoldenCards.order(2), GoldenCards.order(1));
        for (int i = 0; i < 3; i++) {
            assertThat(contentOf(forward.get(i))).isEqualTo(contentOf(backward.get(2 - i)));
        }
        assertThat(applicationOf(forward.get(0)).wrapped())
                .isNotEqualTo(applicationOf(forward.get(1)).wrapped());
    }

    @Test
    void asks_the_module_stage_by_stage_with_all_cards_at_once() {
        List<String> stages = new ArrayList<>();
        CardPreparation preparation =
                new CardPreparation(module, (stage, cards, nanos) -> stages.add(stage + " " + cards));
        preparation.prepare(List.of(
                golden.card(GoldenCards.order(1)),
                golden.card(GoldenCards.order(2, GoldenCards.TRACKS, GARBAGE)),
                golden.card(GoldenCards.order(3))));
        assertThat(stages)
                .containsExactly(
                        "SECRETS 3",
                        "CARD_VALUES 2",
                        "TRACKS 2",
                        "PARAMETERS 2",
                        "STATIC_SIGNATURES 2",
                        "ICC_KEYS 2",
                        "CARD_KEYS 2");
    }

    @Test
    void an_issuers_secret_goes_from_his_data_key_to_that_of_the_personalizer() {
        golden.edit(
                        "pin-required=\"true\"/>",
                        "pin-required=\"true\"><secret field=\"SECRET_1\" bytes=\"16\"/></orders>")
                .edit("<issuer-keys ", "<issuer-keys data=\"bank-one.kek1-d0\" ")
                .edit(
                        "</cps>",
                        "<transport-key class=\"DATA\" label=\"personalizer.kek2-d0\" tkid=\"FF0000000000000013\"/></cps>")
                .edit("</dgis>", "<issuer-secret dgi=\"8F10\" field=\"SECRET_1\"/></dgis>");
        ByteString secret = ByteString.fromHex("00112233445566778899AABBCCDDEEFF");
        ByteString underKek1 = GoldenCards.des(Cipher.ENCRYPT_MODE, "7F57028510025BA77F57028520045BA7", secret);

        ByteString underKek2 =
                prepared(withSecrets(Map.of("SECRET_1", underKek1))).wrapped().get(0x8F10);

        assertThat(GoldenCards.des(Cipher.DECRYPT_MODE, "7F57238510025BA77F57238520045BA7", underKek2))
                .isEqualTo(secret);
        assertThat(refused(withSecrets(Map.of())).reason()).isEqualTo(RejectReason.SECRET_MISSING);
    }

    @Test
    void refuses_a_card_that_outlives_its_issuer_certificate() {
        CardApplication order = expiring("3101");
        assertThat(refused(order).reason()).isEqualTo(RejectReason.CERTIFICATE_SHORTER_THAN_CARD);
        assertThat(applicationOf(prepare(expiring("3012")).get(0))).isNotNull();
    }

    @Test
    void refuses_a_pan_that_the_issuer_certificate_does_not_cover() {
        golden.edit("prefix=\"476173\"", "prefix=\"9\"");
        assertThat(refused(withPan(Pan.of("9999990000000014"))).reason()).isEqualTo(RejectReason.BIN_NOT_OF_PRODUCT);
    }

    @Test
    void refuses_a_missing_name() {
        PreparationResult.Refused refused = refused(withName(""));
        assertThat(refused.reason()).isEqualTo(RejectReason.FIELD_MISSING);
        assertThat(refused.field()).isEqualTo("CARDHOLDER_NAME");
    }

    @Test
    void refuses_an_issuer_certificate_of_another_key() {
        golden.edit(
                        "certificates/golden-visa.xml",
                        "issuer-key=\"golden.issuer\"",
                        "issuer-key=\"bank-three.issuer-a000000003\"")
                .edit(
                        "certificates/golden-visa.xml",
                        "<test-authority key=\"golden.ca\"/>",
                        "<imported certificate=\"" + "00".repeat(176) + "\" remainder=\"19F36837\" exponent=\"03\"/>");
        assertThatThrownBy(() -> prepare(GoldenCards.order(1)))
                .isInstanceOfSatisfying(
                        SecurityModuleException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(SecurityModuleException.Kind.KEY_REFUSED))
                .hasMessageContaining("golden.visa");
    }

    @Test
    void no_text_form_shows_a_pan_a_track_or_a_name() {
        PreparedCard card =
                ((PreparationResult.Prepared) prepare(GoldenCards.order(1)).get(0)).card();
        for (String text : List.of(
                card.toString(), card.applications().toString(), card.tracks().toString())) {
            assertThat(text).doesNotContain("4761739001010119", "CARDHOLDER", "1234512340000");
        }
    }

    private List<PreparationResult> prepare(CardApplication... orders) {
        List<ProfiledApplication> cards =
                Arrays.stream(orders).map(golden::card).toList();
        return new CardPreparation(module).prepare(cards);
    }

    private PreparedApplication prepared(CardApplication order) {
        return applicationOf(prepare(order).get(0));
    }

    private PreparationResult.Refused refused(CardApplication order) {
        PreparationResult result = prepare(order).get(0);
        assertThat(result).isInstanceOf(PreparationResult.Refused.class);
        return (PreparationResult.Refused) result;
    }

    private static PreparedApplication applicationOf(PreparationResult result) {
        assertThat(result).isInstanceOf(PreparationResult.Prepared.class);
        return ((PreparationResult.Prepared) result).card().applications().get(0);
    }

    /** Everything that is made for the card. */
    private static List<Map<?, ByteString>> contentOf(PreparationResult result) {
        PreparedApplication application = applicationOf(result);
        return List.of(application.computed(), application.records(), application.wrapped(), application.checkValues());
    }

    private static ByteString staticData(PreparedApplication application) {
        return StaticDataToBeAuthenticated.collect(
                        application.profile().fileLocator(CardInterface.CONTACT).orElseThrow(),
                        application.records(),
                        Optional.of(ByteString.fromHex("82")),
                        application
                                .profile()
                                .interchangeProfile(CardInterface.CONTACT)
                                .orElseThrow())
                .bytes();
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

    private static CardApplication withPan(Pan pan) {
        return GoldenCards.order(pan, "TEST/CARDHOLDER", "2512", Map.of());
    }

    private static CardApplication withName(String name) {
        return GoldenCards.order(GoldenCards.pan(), name, "2512", Map.of());
    }

    private static CardApplication expiring(String yymm) {
        return GoldenCards.order(GoldenCards.pan(), "TEST/CARDHOLDER", yymm, Map.of());
    }
}
