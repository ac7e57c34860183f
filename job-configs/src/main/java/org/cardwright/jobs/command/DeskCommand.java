package org.cardwright.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.wiring.CardOfBatch;
import org.cardwright.jobs.wiring.ChipDesk;
import org.cardwright.jobs.wiring.ShownPans;
import org.cardwright.jobs.wiring.TestChipMaker;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.GetResponseChannel;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.channel.Transcript;
import org.cardwright.machine.channel.TranscriptChannel;
import org.cardwright.machine.chip.CardEnding;
import org.cardwright.machine.chip.CardEnding.Result;
import org.cardwright.machine.chip.CardLot;
import org.cardwright.machine.chip.CardProductionLifeCycle;
import org.cardwright.machine.pcsc.ReaderHead;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.file.Manifest;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** The part of {@code personalize} that makes the card of one order. */
final class DeskCommand {

    private final ChipDesk desk;
    private final CardOfBatch card;
    private final CardLot lot;
    private final Saying saying;

    /**
     * How it says what it did.
     *
     * @param home whose rules say which digits of a card number may be shown
     * @param directory of the batch
     * @param json when asked
     * @param out otherwise
     */
    record Saying(Path home, Path directory, JsonOption json, PrintWriter out) {}

    DeskCommand(ChipDesk desk, CardOfBatch card, CardLot lot, Saying saying) {
        this.desk = desk;
        this.card = card;
        this.lot = lot;
        this.saying = saying;
    }

    int onVirtualChip() throws IOException {
        List<ByteString> aids =
                card.record().applications().stream().map(CpsApplication::aid).toList();
        try (VirtualCard chip = new TestChipMaker(new SecureRandom()).blank(card.recipe(), aids)) {
            return told(new InMemoryChannel(chip));
        }
    }

    int inReader(String reader, Duration deadline) throws IOException {
        try (ReaderHead head = ReaderHead.of(reader, deadline, Map.of())) {
            ReaderHead.CardInReader inside =
                    head.await(deadline).orElseThrow(() -> new WrongUsageException("no card is in the reader"));
            if (!card.recipe().answerToReset().fits(inside.answerToReset())) {
                throw new WrongUsageException(
                        "the card in the reader is none of the lot: its answer to reset is that of another chip");
            }
            int exitCode = told(inside.channel());
            head.release();
            return exitCode;
        }
    }

    private int told(CardChannel channel) throws IOException {
        Transcript transcript = new Transcript(
                ShownPans.in(saying.home()).inFile(saying.directory().resolve(Manifest.NAME)));
        // the transcript is next to the card: it shows every command that the card gets
        CardChannel told = new GetResponseChannel(new TranscriptChannel(channel, transcript));
        CardEnding ending = desk.personalize(card, lot, told);
        boolean good = ending.result() == Result.GOOD;
        int exitCode = good ? ExitCode.DONE : ExitCode.NOT_VERIFIED;
        if (saying.json().asked()) {
            return saying.json().print(good ? "personalized" : "not_personalized", exitCode, members(ending));
        }
        transcript.lines().forEach(saying.out()::println);
        saying.out().println();
        saying.out().println("chip " + ending.log().keyData().toHex() + chipNumber(ending));
        saying.out().println(ending.text());
        if (!good) {
            saying.out().println(ending.started() ? "the chip is scrap" : "nothing was written on the chip");
        }
        return exitCode;
    }

    private static String chipNumber(CardEnding ending) {
        Optional<CardProductionLifeCycle> data = ending.log().lifeCycle();
        return data.map(cplc -> ", number " + cplc.chipNumber().toHex()).orElse("");
    }

    private static Map<String, Object> members(CardEnding ending) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("result", ending.result().name());
        members.put("stage", ending.stage().name());
        members.put("detail", ending.detail());
        members.put("started", ending.started());
        members.put("key_data", ending.log().keyData().toHex());
        members.put("commands", ending.log().commands());
        members.put("milliseconds", ending.log().nanos() / 1_000_000);
        return members;
    }
}
