package org.cardwright.machine.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.AesLots;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.TestChips;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.channel.Transcript;
import org.cardwright.machine.channel.TranscriptChannel;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.ChannelPolicy.Route;
import org.cardwright.machine.terminal.GoldenTerminal;
import org.cardwright.machine.terminal.Transaction;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lots of SCP03 whose keys have 128, 192 and 256 bits, and cards that leave with keys of another length than they came with. */
class AesLotsTest {

    private static final ByteString SELECT_DOMAIN = ByteString.fromHex("00A4040008A000000151000000");
    private static final ByteString INITIALIZE_UPDATE = ByteString.fromHex("8050010008010203040506070800");

    @TempDir
    private static Path directory;

    private static SecurityModule module;

    @BeforeAll
    static void open() {
        module = AesLots.module(directory);
    }

    @AfterAll
    static void close() {
        module.close();
    }

    private static ChipRecipe recipe(SecurityLevel level, Route route) {
        return TestChips.recipe(TestChips.policy(SecureChannelProtocol.SCP03, 0x70, level, route));
    }

    private static CardEnding run(ChipRecipe recipe, VirtualCard card, Station station) {
        return new CardPersonalizer(station, recipe).run(new InMemoryChannel(card), GoldenCards.visa(), log -> {});
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 192, 256})
    void a_card_is_made_at_every_level_and_over_both_routes_and_pays(int bits) {
        for (Route route : Route.values()) {
            for (SecurityLevel level : SecurityLevel.values()) {
                ChipRecipe recipe = recipe(level, route);
                try (VirtualCard card = AesLots.blank(recipe, GoldenCards.visa(), bits)) {
                    CardEnding ending = run(recipe, card, AesLots.station(module, bits, 0));
                    assertThat(ending.result()).as(ending.text()).isEqualTo(Result.GOOD);
                    card.reset();
                    assertThat(GoldenTerminal.run(module, new InMemoryChannel(card), Transaction.purchase(4_200))
                                    .isAccepted())
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"256, 256", "256, 192", "256, 128", "192, 192", "192, 128"})
    void a_card_leaves_with_keys_that_are_not_longer(int bits, int leaving) {
        ChipRecipe recipe = recipe(SecurityLevel.C_DECRYPTION_R_ENCRYPTION, Route.SECURITY_DOMAIN);
        try (VirtualCard card = AesLots.blank(recipe, GoldenCards.visa(), bits)) {
            CardEnding ending = run(recipe, card, AesLots.station(module, bits, leaving));
            assertThat(ending.result()).as(ending.text()).isEqualTo(Result.GOOD);
            assertThat(ending.log().keyVersion()).isEqualTo(1);
            card.reset();
            assertThat(card.process(SELECT_DOMAIN).toHex()).endsWith("9000");
            assertThat(card.process(INITIALIZE_UPDATE).toHex()).endsWith("9000");
        }
    }

    /** A key of 256 bits under one of 128 would be worth 128 bits; it is refused before anything is written on the card. */
    @ParameterizedTest
    @CsvSource({"128, 192", "128, 256", "192, 256"})
    void longer_keys_never_travel_under_shorter_ones(int bits, int leaving) {
        ChipRecipe recipe = recipe(SecurityLevel.C_DECRYPTION, Route.APPLICATION);
        List<CardLog> started = new ArrayList<>();
        Station station = AesLots.station(module, bits, leaving);
        try (VirtualCard card = AesLots.blank(recipe, GoldenCards.visa(), bits)) {
            CardPersonalizer personalizer = new CardPersonalizer(station, recipe);
            assertThatThrownBy(() -> personalizer.run(new InMemoryChannel(card), GoldenCards.visa(), started::add))
                    .isInstanceOf(SecurityModuleException.class)
                    .hasMessageContaining("lot.kmc-aes-" + bits + "/1 gives a card keys that are weaker");
        }
        assertThat(started).isEmpty();
    }

    @Test
    void a_card_of_longer_keys_is_foreign_and_is_not_told_who_speaks() {
        ChipRecipe recipe = recipe(SecurityLevel.C_MAC, Route.APPLICATION);
        Transcript transcript = new Transcript();
        try (VirtualCard card = AesLots.blank(recipe, GoldenCards.visa(), 256)) {
            CardEnding ending = new CardPersonalizer(AesLots.station(module, 128, 0), recipe)
                    .run(new TranscriptChannel(new InMemoryChannel(card), transcript), GoldenCards.visa(), log -> {
                        throw new AssertionError("nothing starts");
                    });
            assertThat(ending.result()).isEqualTo(Result.FOREIGN);
        }
        assertThat(String.join("\n", transcript.lines()))
                .contains("INITIALIZE UPDATE")
                .doesNotContain("EXTERNAL AUTHENTICATE");
    }
}
