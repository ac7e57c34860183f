package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.BatchLine;
import org.cardwright.jobs.wiring.CardControl;
import org.cardwright.jobs.wiring.GroupOfBatch;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.TestChipMaker;
import org.cardwright.jobs.wiring.TransportKeysOfProduct;
import org.cardwright.machine.channel.Chip;
import org.cardwright.machine.channel.InMemoryChannel;
import org.cardwright.machine.chip.CardLot;
import org.cardwright.machine.chip.CardPersonalizer;
import org.cardwright.machine.chip.Station;
import org.cardwright.machine.line.ChipLine;
import org.cardwright.machine.line.LineHead;
import org.cardwright.machine.line.LineRules;
import org.cardwright.machine.line.LineRules.ScrapLimit;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.PersoFileReader;
import org.cardwright.pipeline.ledger.ChipAttempts.ChipAttempt;

/** The real line over one product of a sealed batch, with the ledger. */
final class DisturbedLine implements AutoCloseable {

    private static final int MANY = 1_000_000;
    private static final int NEVER = 100;
    private static final ByteString STATION = ByteString.fromHex("475000000008");
    private static final LineRules RULES =
            new LineRules(MANY, 0, new ScrapLimit(NEVER, 1), Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final OpenedHome home;
    private final GroupOfBatch group;
    private final TestChipMaker maker = new TestChipMaker(new SecureRandom());
    private final Map<Long, CpsRecord> records = new HashMap<>();
    private final List<VirtualCard> blanks = new ArrayList<>();

    DisturbedLine(MadeBatch made, String product) throws IOException {
        this.home = made.open();
        String name = made.group(product).getFileName().toString();
        this.group = GroupOfBatch.find(
                HomeDirectory.open(made.bureau().home()), home.catalog(), made.directory(), Optional.of(name));
        try (PersoFileReader reader = PersoFileReader.open(made.directory())) {
            for (Optional<PersoFileReader.Card> card = reader.next(); card.isPresent(); card = reader.next()) {
                if (card.get().entry().group().equals(name)) {
                    ByteString chip = card.get().channels().get(Channel.CHIP);
                    records.put((long) card.get().entry().index(), CpsRecordCodec.decode(chip));
                }
            }
        }
    }

    OpenedHome home() {
        return home;
    }

    GroupOfBatch group() {
        return group;
    }

    /** The record of a card as it was sealed. */
    CpsRecord record(long card) {
        return records.get(card);
    }

    /** A chip as its maker delivers it. */
    VirtualCard blank() {
        List<ByteString> aids = records.values().iterator().next().applications().stream()
                .map(CpsApplication::aid)
                .toList();
        VirtualCard blank = maker.blank(group.recipe(), aids);
        blanks.add(blank);
        return blank;
    }

    private CardLot lot() {
        return TestChipMaker.lot(group.recipe().channel().orElseThrow().protocol());
    }

    /** One run over what waits. */
    void run(LineHead head) throws IOException {
        BatchLine line =
                new BatchLine(home, new BatchLine.Stand(STATION, lot(), MANY, 0, CardControl.FULL.of(home, group, 0)));
        line.run(group, new ChipLine(List.of(head), RULES), home.pipeline().chipProduction());
    }

    /** Every chip of the batch in the ledger, by its key data. */
    Map<String, ChipAttempt> attempts() throws IOException {
        Map<String, ChipAttempt> attempts = new HashMap<>();
        home.pipeline()
                .chipProduction()
                .each(
                        group.group().batch(),
                        attempt -> attempts.put(attempt.chip().keyData(), attempt));
        return attempts;
    }

    /** What a line does that asks no journal: a fault that the row plants in itself. */
    void writeUncounted(Chip chip) {
        Station station = new Station(
                home.module().cardChannels(),
                new TransportKeysOfProduct(group.product()),
                lot(),
                STATION,
                LocalDate.now(Clock.systemUTC()),
                new SecureRandom());
        CpsRecord record = records.values().iterator().next();
        new CardPersonalizer(station, group.recipe()).run(new InMemoryChannel(chip), record, log -> {});
    }

    @Override
    public void close() {
        blanks.forEach(VirtualCard::close);
        home.close();
    }
}
