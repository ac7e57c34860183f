package org.cardwright.pipeline.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.cardwright.pipeline.close.BatchRelease;
import org.cardwright.pipeline.intake.OrderReading;
import org.cardwright.pipeline.step.AcceptedCard;
import org.cardwright.pipeline.step.CardProcessing;
import org.cardwright.pipeline.step.ProcessedCard;
import org.cardwright.pipeline.step.StageTimes;

/** A batch of {@link LineReading} orders whose records depend on the order alone; tests may wrap its parts. */
final class LineDefinition implements BatchDefinition {

    private final String profileVersion;
    private final UnaryOperator<CardProcessing> processing;
    private final Function<FlatRelease, BatchRelease> release;

    LineDefinition(
            String profileVersion,
            UnaryOperator<CardProcessing> processing,
            Function<FlatRelease, BatchRelease> release) {
        this.profileVersion = profileVersion;
        this.processing = processing;
        this.release = release;
    }

    static LineDefinition plain() {
        return new LineDefinition("1", UnaryOperator.identity(), r -> r);
    }

    @Override
    public String layout() {
        return "lines";
    }

    @Override
    public List<IdentityPart> parts() {
        return List.of(new IdentityPart("profile", "debit", profileVersion), new IdentityPart("layout", "lines", "1"));
    }

    @Override
    public OrderReading reading() {
        return new LineReading();
    }

    @Override
    public Map<KeyName, Integer> certificateKeys() {
        return Map.of(LineReading.ISSUER_KEY, 2);
    }

    @Override
    public CardProcessing processing(StageTimes times) {
        return processing.apply(slice -> times.time("make", slice.size(), () -> make(slice)));
    }

    private static List<ProcessedCard> make(List<AcceptedCard> slice) {
        List<ProcessedCard> results = new ArrayList<>();
        for (AcceptedCard card : slice) {
            results.add(make(card));
        }
        return results;
    }

    /** Record: group, order, serial number, masked PAN, filling; PAN sequence number 99 stands for a bad PIN block. */
    private static ProcessedCard make(AcceptedCard card) {
        int recordNumber = card.application().recordNumber();
        if (card.application().panSequenceNumber().value() == 99) {
            return new ProcessedCard.Refused(new Screened.Rejected(
                    recordNumber,
                    card.application().orderReference(),
                    "PIN_BLOCK",
                    RejectReason.PIN_BLOCK_WITHOUT_PIN));
        }
        String content = new LineReading().plan(card.application()).group() + " "
                + card.application().orderReference() + " "
                + card.certificateSerialNumbers().get(0).toHex() + " "
                + card.application().pan().masked() + " " + "x".repeat(recordNumber % 50);
        return new ProcessedCard.Good(recordNumber, ByteString.ascii(content));
    }

    @Override
    public BatchRelease release(ReleaseSheet sheet) {
        return release.apply(new FlatRelease(sheet.directory()));
    }
}
