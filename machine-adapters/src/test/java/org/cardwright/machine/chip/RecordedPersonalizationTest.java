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
import org.cardwright.machine.AesLots;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.TestChips;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.channel.RecordedConversation;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.ChannelPolicy.Route;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every byte that was once said to a card is said to it again; {@code -Dgolden=write} records anew. */
class RecordedPersonalizationTest {

    private static final List<SecurityLevel> LEVELS = List.of(
            SecurityLevel.C_MAC,
            SecurityLevel.C_DECRYPTION,
            SecurityLevel.C_MAC_R_MAC,
            SecurityLevel.C_DECRYPTION_R_ENCRYPTION);

    private static final Path RECORDINGS = Path.of("src/test/resources/org/cardwright/machine/chip");

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

    /**
     * A conversation.
     *
     * @param file where it stands
     * @param policy of the chip
     * @param bits length of the keys of SCP03; 0 for the published KMC of the protocol
     */
    private record Conversation(String file, ChannelPolicy policy, int bits) {

        @Override
        public String toString() {
            return file;
        }
    }

    static List<Conversation> conversations() {
        List<Conversation> all = new ArrayList<>();
        for (SecureChannelProtocol protocol : SecureChannelProtocol.values()) {
            String name = "golden-visa-" + protocol.name().toLowerCase(Locale.ROOT);
            all.add(new Conversation(name, policy(protocol, SecurityLevel.C_DECRYPTION), 0));
        }
        for (int bits : List.of(192, 256)) {
            for (SecurityLevel level : LEVELS) {
                String name = String.format(Locale.ROOT, "golden-visa-scp03-aes%d-%02X", bits, level.code());
                all.add(new Conversation(name, policy(SecureChannelProtocol.SCP03, level), bits));
            }
        }
        return all;
    }

    private static ChannelPolicy policy(SecureChannelProtocol protocol, SecurityLevel level) {
        int options = protocol == SecureChannelProtocol.SCP02 ? 0x15 : 0x70;
        return TestChips.installing(TestChips.policy(protocol, options, level, Route.SECURITY_DOMAIN));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void the_same_record_is_the_same_conversation(Conversation conversation) throws IOException {
        Path file = RECORDINGS.resolve(conversation.file + ".txt");
        if (System.getProperty("golden", "").equals("write")) {
            Files.createDirectories(RECORDINGS);
            Files.write(file, recorded(conversation), StandardCharsets.US_ASCII);
        }
        RecordedConversation card = RecordedConversation.of(Files.readAllLines(file, StandardCharsets.US_ASCII));
        CardEnding ending = run(conversation, card);
        assertThat(ending.result()).as(ending.text()).isEqualTo(Result.GOOD);
        assertThat(card.isOver()).isTrue();
    }

    private static List<String> recorded(Conversation conversation) {
        List<String> lines = new ArrayList<>();
        ChannelPolicy policy = conversation.policy;
        lines.add(
                conversation.bits == 0
                        ? "# rec_visa.bin on a virtual chip of the published test KMC, " + policy.protocol()
                        : "# rec_visa.bin on a virtual chip of " + AesLots.kmc(conversation.bits) + ", "
                                + policy.protocol() + " level " + policy.level());
        try (VirtualCard chip = blank(conversation)) {
            run(conversation, new InMemoryChannel(command -> {
                ByteString answer = chip.process(command);
                lines.add("> " + command.toHex());
                lines.add("< " + answer.toHex());
                return answer;
            }));
        }
        return lines;
    }

    private static VirtualCard blank(Conversation conversation) {
        ChipRecipe recipe = TestChips.recipe(conversation.policy);
        return conversation.bits == 0
                ? TestChips.blank(recipe, GoldenCards.visa())
                : AesLots.blank(recipe, GoldenCards.visa(), conversation.bits);
    }

    private static CardEnding run(Conversation conversation, CardChannel card) {
        int bits = conversation.bits;
        Station station = bits == 0
                ? TestChips.station(module, conversation.policy.protocol(), true)
                : AesLots.station(module, bits, bits);
        return new CardPersonalizer(station, TestChips.recipe(conversation.policy))
                .run(card, GoldenCards.visa(), ProductionJournal.NONE);
    }
}
