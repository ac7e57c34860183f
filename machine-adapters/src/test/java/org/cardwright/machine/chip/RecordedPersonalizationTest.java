package org.cardwright.machine.chip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.TestChips;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.channel.RecordedConversation;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.ChannelPolicy.Route;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.perso.cps.CpsRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every byte that was once said to a card is said to it again; {@code -Dgolden=write} records anew. */
class RecordedPersonalizationTest {

    private static final Path RECORDINGS = Path.of("src/test/resources/org/cardwright/machine/chip");

    @TempDir
    private static Path directory;

    private static SecurityModule module;

    @BeforeAll
    static void open() {
        module = GoldenCards.module(directory);
    }

    @AfterAll
    static void close() {
        module.close();
    }

    @ParameterizedTest
    @EnumSource(SecureChannelProtocol.class)
    void the_same_record_is_the_same_conversation(SecureChannelProtocol protocol) throws IOException {
        Path file = RECORDINGS.resolve("golden-visa-" + protocol.name().toLowerCase(Locale.ROOT) + ".txt");
        if (System.getProperty("golden", "").equals("write")) {
            Files.createDirectories(RECORDINGS);
            Files.write(file, recorded(protocol), StandardCharsets.US_ASCII);
        }
        RecordedConversation card = RecordedConversation.of(Files.readAllLines(file, StandardCharsets.US_ASCII));
        CardEnding ending = run(protocol, card);
        assertThat(ending.result()).as(ending.text()).isEqualTo(Result.GOOD);
        assertThat(card.isOver()).isTrue();
    }

    private static List<String> recorded(SecureChannelProtocol protocol) {
        List<String> lines = new ArrayList<>();
        lines.add("# rec_visa.bin on a virtual chip of the published test KMC, " + protocol);
        try (VirtualCard chip = TestChips.blank(recipe(protocol), GoldenCards.visa())) {
            run(protocol, new InMemoryChannel(command -> {
                ByteString answer = chip.process(command);
                lines.add("> " + command.toHex());
                lines.add("< " + answer.toHex());
                return answer;
            }));
        }
        return lines;
    }

    private static CardEnding run(SecureChannelProtocol protocol, CardChannel card) {
        CpsRecord record = GoldenCards.visa();
        return new CardPersonalizer(TestChips.station(module, protocol, true), recipe(protocol))
                .run(card, record, ProductionJournal.NONE);
    }

    private static ChipRecipe recipe(SecureChannelProtocol protocol) {
        int options = protocol == SecureChannelProtocol.SCP02 ? 0x15 : 0x70;
        return TestChips.recipe(TestChips.installing(
                TestChips.policy(protocol, options, SecurityLevel.C_DECRYPTION, Route.SECURITY_DOMAIN)));
    }
}
