package org.cardwright.machine.virtualcard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.chip.ChipPersonalizer;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.chip.PersonalizationOutcome;
import org.cardwright.machine.chip.PersonalizationOutcome.Refused;
import org.cardwright.machine.chip.StoreDataPolicy;
import org.cardwright.machine.chip.StoreDataPolicy.Grouping;
import org.cardwright.machine.chip.StoreDataPolicy.SequenceNumber;
import org.cardwright.machine.chip.StoreDataScript;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The virtual card by itself: what it takes in personalization, and what it answers afterwards. */
class VirtualCardTest {

    private static final String VISA = "00A4040007A0000000031010";

    @Test
    void is_blank_until_its_last_store_data_and_takes_none_afterwards() {
        CpsRecord record = GoldenCards.visa();
        VirtualCard card = GoldenCards.blank(record, GoldenCards.recipe());
        assertThat(send(card, "80CA9F3600")).isEqualTo("6985");
        assertThat(send(card, VISA + "00")).isEqualTo("6F098407A00000000310109000");
        assertThat(send(card, "80A8000002830000")).isEqualTo("6985");
        StoreDataScript script = StoreDataScript.of(record.applications().get(0), GoldenCards.recipe());
        assertThat(new ChipPersonalizer(new InMemoryChannel(card)).run(script))
                .isEqualTo(new PersonalizationOutcome.Done(23, List.of()));
        assertThat(send(card, script.steps().get(0).command().encode().toHex())).isEqualTo("6985");
        assertThat(send(card, VISA + "00"))
                .startsWith("6F3A8407A0000000031010A52F")
                .endsWith("9000");
        assertThat(send(card, "80A8000002830000")).isEqualTo("800E7C00080101001001020118010500" + "9000");
        assertThat(send(card, "00B2010C00")).startsWith("703A").endsWith("9000");
        assertThat(send(card, "00B2090C00")).isEqualTo("6A83");
        assertThat(send(card, "80CA9F3600")).isEqualTo("9F360200019000");
        assertThat(send(card, "80CA9F1300")).isEqualTo("9F130200009000");
        assertThat(send(card, "80CA9F1700")).isEqualTo("9F1701039000");
        assertThat(send(card, "80CA9F4F00")).isEqualTo("9F4F109F02069F27019F1A025F2A029A039C019000");
        assertThat(send(card, "80CA9F5100")).isEqualTo("6A88");
        assertThat(send(card, "00FF0000")).isEqualTo("6D00");
        assertThat(send(card, "84AE8000")).isEqualTo("6E00");
        assertThat(send(card, "00A404")).isEqualTo("6700");
    }

    @ParameterizedTest
    @CsvSource({
        // wrong P2, encryption bits, class, cut short, unknown, twice
        "80E20001, 9102, 6A86",
        "80E26000, 9102, 6A86",
        "84E20000, 9102, 6882",
        "90E20000, 9102, 6E00",
        "80E28000, 9102, 6A86",
        "80E20000, 9999, 6A88",
        "80E20000, 9000, 6985"
    })
    void refuses_store_data_that_breaks_a_rule(String header, String dgi, String status) {
        CpsRecord record = GoldenCards.visa();
        VirtualCard card = GoldenCards.blank(record, GoldenCards.recipe());
        send(card, VISA);
        ByteString value = record.applications().get(0).dgis().stream()
                .filter(each -> each.id().toString().equals(dgi))
                .map(Dgi::value)
                .findFirst()
                .orElse(ByteString.repeat(0, 3));
        ByteString data = new Dgi(DgiId.of(dgi), value).encode();
        String command = header + ByteString.ofByte(data.size()).toHex() + data.toHex();
        assertThat(send(card, command)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"8000, 6A86", "9104, 6A86", "8205, 6A86"})
    void cannot_be_finished_while_something_is_missing(String missing, String status) {
        CpsApplication visa = GoldenCards.visa().applications().get(0);
        List<Dgi> rest = visa.dgis().stream()
                .filter(dgi -> !dgi.id().toString().equals(missing))
                .filter(dgi -> !missing.equals("8000") || !dgi.id().toString().equals("9000"))
                .toList();
        assertThat(personalize(GoldenCards.with(GoldenCards.visa(), rest), GoldenCards.recipe()))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).hasToString(status));
    }

    @ParameterizedTest
    @CsvSource({
        // check values of other keys, a key set of another length, a PIN counter of one byte, an AFL that is none
        "9000, CA865EFA39DF848BFC, 6A80",
        "9010, 03, 6A80",
        "9104, 82027C00940C0801010010010201180105FF, 6A80",
        "3000, 9F36, 6A80"
    })
    void refuses_a_value_that_it_cannot_use(String dgi, String wrong, String status) {
        CpsRecord record = GoldenCards.with(GoldenCards.visa(), dgi, value -> ByteString.fromHex(wrong));
        assertThat(personalize(record, GoldenCards.recipe())).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.dgis()).containsExactly(DgiId.of(dgi));
            assertThat(refused.status()).hasToString(status);
        });
    }

    @Test
    void a_card_of_another_recipe_refuses_the_script() {
        ChipRecipe own = GoldenCards.recipe();
        UnaryOperator<StoreDataPolicy> packs = old ->
                new StoreDataPolicy(0x00, 0x60, true, old.exceptions(), Grouping.PACK, SequenceNumber.ZERO, true, 200);
        ChipRecipe other = with(own, packs.apply(own.storeData()));
        CpsRecord record = GoldenCards.visa();
        StoreDataScript script = StoreDataScript.of(record.applications().get(0), other);
        assertThat(new ChipPersonalizer(new InMemoryChannel(GoldenCards.blank(record, own))).run(script))
                .isInstanceOf(Refused.class);
        assertThat(new ChipPersonalizer(new InMemoryChannel(GoldenCards.blank(record, other))).run(script))
                .isInstanceOf(PersonalizationOutcome.Done.class);
    }

    /** EMV 4.4 Book 1, 11.3.5 and 12.3.3: partial names find one application after the other. */
    @Test
    void a_partial_name_finds_the_next_occurrence() {
        List<ByteString> aids = List.of(
                ByteString.fromHex("A0000000031010"),
                ByteString.fromHex("A0000000041010"),
                ByteString.fromHex("A0000000031020"));
        VirtualCard card = VirtualCard.blank(
                GoldenCards.recipe(),
                aids,
                new VirtualCard.Surroundings((aid, dgi, value) -> Optional.empty(), GoldenCards.random()));
        assertThat(send(card, "00A4040005A000000003")).contains("A0000000031010");
        assertThat(send(card, "00A4040205A000000003")).contains("A0000000031020");
        assertThat(send(card, "00A4040205A000000003")).isEqualTo("6A82");
        assertThat(send(card, "00A4040007A0000000041010")).contains("A0000000041010");
        assertThat(send(card, "00A4040007A0000000651010")).isEqualTo("6A82");
        assertThat(send(card, "00A4040004A0000000")).isEqualTo("6700");
        assertThat(send(card, "00A4000005A000000003")).isEqualTo("6A86");
        assertThatThrownBy(() -> VirtualCard.blank(
                        GoldenCards.recipe(),
                        List.of(ByteString.fromHex("A0000000651010")),
                        new VirtualCard.Surroundings((aid, dgi, value) -> Optional.empty(), GoldenCards.random())))
                .hasMessage("chip golden-chip has no applet for application A0000000651010");
    }

    /** EMV 4.4 Book 3, 6.5.12. */
    @Test
    void counts_wrong_pins_down_and_blocks_at_zero() {
        VirtualCard card = GoldenCards.card(GoldenCards.visa());
        send(card, VISA);
        assertThat(send(card, "0020008008241234FFFFFFFFFF")).isEqualTo("6985");
        begin(card);
        assertThat(send(card, "0020008008249999FFFFFFFFFF")).isEqualTo("63C2");
        assertThat(send(card, "0020008008241234FFFFFFFFFF")).isEqualTo("9000");
        assertThat(send(card, "80CA9F1700")).isEqualTo("9F1701039000");
        assertThat(send(card, "0020008008249999FFFFFFFFFF")).isEqualTo("63C2");
        assertThat(send(card, "0020008008251234FFFFFFFFFF")).isEqualTo("63C1");
        assertThat(send(card, "002000800824999AFFFFFFFFFF")).isEqualTo("63C0");
        assertThat(send(card, "0020008008241234FFFFFFFFFF")).isEqualTo("6983");
        begin(card);
        assertThat(send(card, "0020008008241234FFFFFFFFFF")).isEqualTo("6983");
        assertThat(send(card, "80CA9F1700")).isEqualTo("9F1701009000");
    }

    @Test
    void a_challenge_serves_one_enciphered_pin() {
        VirtualCard card = GoldenCards.card(GoldenCards.visa());
        begin(card);
        assertThat(send(card, "0020008880" + "01".repeat(128))).isEqualTo("6985");
        assertThat(send(card, "0084000000")).hasSize(2 * 10).endsWith("9000");
        // not our number behind the PIN: refused without costing a try
        assertThat(send(card, "0020008880" + "01".repeat(128))).isEqualTo("6984");
        assertThat(send(card, "80CA9F1700")).isEqualTo("9F1701039000");
    }

    @Test
    void keeps_the_order_of_a_transaction() {
        VirtualCard card = GoldenCards.card(GoldenCards.visa());
        String data = "000000000100" + "000000000000" + "0840" + "0000000000" + "0840" + "240506" + "00" + "01020304";
        send(card, VISA);
        assertThat(send(card, "80AE80001D" + data + "00")).isEqualTo("6985");
        begin(card);
        assertThat(send(card, "80A8000002830000")).isEqualTo("6985");
        assertThat(send(card, "80AE80001C" + data.substring(2) + "00")).isEqualTo("6700");
        assertThat(send(card, "80AEC0001D" + data + "00")).isEqualTo("6A86");
        begin(card);
        assertThat(send(card, "0082000008" + "00".repeat(8))).isEqualTo("6985");
        assertThat(send(card, "80AE80001D" + data + "00")).startsWith("801280").endsWith("9000");
        // a wrong answer of the issuer, then none any more; then the card declines
        assertThat(send(card, "008200000A" + "00".repeat(8) + "3030")).isEqualTo("6300");
        assertThat(send(card, "008200000A" + "00".repeat(8) + "3030")).isEqualTo("6985");
        assertThat(send(card, "80AE40001F" + "3030" + data + "00"))
                .startsWith("801200")
                .endsWith("9000");
        assertThat(send(card, "80AE40001F" + "3030" + data + "00")).isEqualTo("6985");
    }

    @Test
    void a_t0_card_announces_its_answers() {
        T0Chip card = new T0Chip(GoldenCards.card(GoldenCards.visa()));
        assertThat(card.process(ByteString.fromHex(VISA + "00")).toHex()).isEqualTo("613C");
        assertThat(card.process(ByteString.fromHex("00C0000010")).toHex())
                .startsWith("6F3A")
                .endsWith("612C")
                .hasSize(2 * 18);
        assertThat(card.process(ByteString.fromHex("00C000002C")).toHex())
                .endsWith("9000")
                .hasSize(2 * 46);
        assertThat(card.process(ByteString.fromHex("00C000002C")).toHex()).isEqualTo("6985");
        card.process(ByteString.fromHex("80A8000002830000"));
        assertThat(card.process(ByteString.fromHex("00B2010C00")).toHex()).isEqualTo("6C3C");
        assertThat(card.process(ByteString.fromHex("00B2010C3C")).toHex())
                .startsWith("703A")
                .endsWith("9000");
    }

    private static void begin(VirtualCard card) {
        send(card, VISA);
        assertThat(send(card, "80A8000002830000")).endsWith("9000");
    }

    private static PersonalizationOutcome personalize(CpsRecord record, ChipRecipe recipe) {
        VirtualCard card = GoldenCards.blank(record, recipe);
        return new ChipPersonalizer(new InMemoryChannel(card))
                .run(StoreDataScript.of(record.applications().get(0), recipe));
    }

    private static ChipRecipe with(ChipRecipe old, StoreDataPolicy policy) {
        return new ChipRecipe(
                old.chip(),
                old.version(),
                policy,
                old.sequence(),
                old.finish(),
                Optional.empty(),
                new ArrayList<>(old.applets()),
                old.answerToReset());
    }

    private static String send(VirtualCard card, String hex) {
        return card.process(ByteString.fromHex(hex)).toHex();
    }
}
