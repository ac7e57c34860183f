package org.cardwright.machine.chip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.TestChips;
import org.cardwright.machine.channel.Chip;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.ChannelPolicy.Route;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.ProcessingInstructions;
import org.cardwright.perso.cps.ProcessingStep;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Over SCP02 no answer carries a MAC: a card that only says that it did the last things is not good. */
class CardClosingTest {

    private static final ChipRecipe RECIPE = TestChips.recipe(
            TestChips.policy(SecureChannelProtocol.SCP02, 0x15, SecurityLevel.NONE, Route.SECURITY_DOMAIN));

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

    /** A command that the card never gets, without a MAC so that it misses nothing, and how its answer reads. */
    private enum Unbelieved {
        MARK("80E29000", "9000", "STORE DATA 9F66: the card has other production life cycle data than were sent"),
        MARK_PROOF("80CA9F7F", "9000", "STORE DATA 9F66: the card has other production life cycle data than were sent"),
        STATE("80F0800F", "9000", "SET STATUS: the card is not SECURED"),
        NO_STATE("80F28002", "9000", "SET STATUS: the card is not SECURED"),
        CUT_STATE("80F28002", "E3059F70010F9000", "SET STATUS: the card is not SECURED"),
        STATE_REFUSED("80F28002", "6D00", "GET STATUS refused: 6D00 instruction not supported");

        private final String command;
        private final String answer;
        private final String words;

        Unbelieved(String command, String answer, String words) {
            this.command = command;
            this.answer = answer;
            this.words = words;
        }
    }

    @Test
    void a_card_that_did_it_is_good() {
        try (VirtualCard card = TestChips.blank(RECIPE, marked())) {
            assertThat(run(card).result()).isEqualTo(Result.GOOD);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_card_that_only_says_so_is_not_good(Unbelieved unbelieved) {
        try (VirtualCard card = TestChips.blank(RECIPE, marked())) {
            boolean[] closing = new boolean[1];
            CardEnding ending = run(command -> {
                String hex = command.toHex();
                closing[0] |= hex.startsWith("80E29000");
                return closing[0] && hex.startsWith(unbelieved.command)
                        ? ByteString.fromHex(unbelieved.answer)
                        : card.process(command);
            });
            assertThat(ending.text()).isEqualTo("REFUSED in CLOSING: " + unbelieved.words);
            assertThat(ending.started()).isTrue();
        }
    }

    private static CardEnding run(Chip chip) {
        return new CardPersonalizer(TestChips.station(module, SecureChannelProtocol.SCP02, false), RECIPE)
                .run(new InMemoryChannel(chip), marked(), ProductionJournal.NONE);
    }

    /** The published record, whose device leaves its data in the CPLC. */
    private static CpsRecord marked() {
        CpsApplication visa = GoldenCards.visa().applications().get(0);
        ByteString none = ByteString.EMPTY;
        ProcessingInstructions mark = new ProcessingInstructions(none, none, none, none, none, 0, 1);
        CpsApplication application = new CpsApplication(
                visa.aid(),
                visa.transportKeys(),
                visa.owner(),
                List.of(ProcessingStep.personalize(mark)),
                visa.logData(),
                visa.dgis(),
                visa.macSection());
        return CpsRecord.of(GoldenCards.visa().header(), List.of(application));
    }
}
