package org.cardwright.machine.terminal;

import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.RecordAddress;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.channel.Outcome;
import org.cardwright.machine.channel.StatusWord;

/** The commands of a terminal. EMV 4.4 Book 1, 11.3; Book 3, 6.5. A card that is gone ends the transaction. */
final class CardDialogue {

    private static final int SELECT = 0x00A40400;
    private static final int NEXT = 0x02;
    private static final int GET_PROCESSING_OPTIONS = 0x80A80000;
    private static final int READ_RECORD = 0x00B20004;
    private static final int GET_DATA = 0x80CA0000;
    private static final int VERIFY = 0x00200000;
    private static final int GET_CHALLENGE = 0x00840000;
    private static final int INTERNAL_AUTHENTICATE = 0x00880000;
    private static final int GENERATE_AC = 0x80AE0000;
    private static final int EXTERNAL_AUTHENTICATE = 0x00820000;

    private final CardChannel card;

    CardDialogue(CardChannel card) {
        this.card = card;
    }

    /** What the card said; never a lost card. */
    record Answer(ByteString data, StatusWord status) {

        boolean isOk() {
            return status.isOk();
        }
    }

    Answer select(ByteString name, boolean next) {
        return send(CommandApdu.of(SELECT | (next ? NEXT : 0), name).expecting(CommandApdu.MAX_EXPECTED));
    }

    Answer getProcessingOptions(ByteString values) {
        ByteString template = new Tlv(Tag.of("83"), values).encode();
        return send(CommandApdu.of(GET_PROCESSING_OPTIONS, template).expecting(CommandApdu.MAX_EXPECTED));
    }

    Answer readRecord(RecordAddress at) {
        return send(CommandApdu.fetching(READ_RECORD | at.record() << 8 | at.sfi() << 3));
    }

    /** The value of a data object that the card gives outside of records. */
    Optional<ByteString> getData(String tag) {
        Tag wanted = Tag.of(tag);
        Answer answer = send(CommandApdu.fetching(GET_DATA | wanted.value()));
        return answer.isOk()
                ? objects(answer.data()).stream()
                        .filter(object -> object.tag().equals(wanted))
                        .map(Tlv::value)
                        .findFirst()
                : Optional.empty();
    }

    Answer verify(int qualifier, ByteString data) {
        return send(CommandApdu.of(VERIFY | qualifier, data));
    }

    Answer getChallenge() {
        return send(CommandApdu.fetching(GET_CHALLENGE));
    }

    Answer internalAuthenticate(ByteString values) {
        return send(CommandApdu.of(INTERNAL_AUTHENTICATE, values).expecting(CommandApdu.MAX_EXPECTED));
    }

    Answer generate(int reference, ByteString values) {
        return send(CommandApdu.of(GENERATE_AC | reference << 8, values).expecting(CommandApdu.MAX_EXPECTED));
    }

    Answer externalAuthenticate(ByteString data) {
        return send(CommandApdu.of(EXTERNAL_AUTHENTICATE, data));
    }

    /** A command of the issuer, which the terminal does not look into. */
    Answer scriptCommand(CommandApdu command) {
        return send(command);
    }

    private Answer send(CommandApdu command) {
        Outcome outcome = card.transmit(command);
        if (outcome instanceof Outcome.Failed failed) {
            throw new Terminated("no answer from the card: " + failed.what());
        }
        return outcome instanceof Outcome.Answered answered
                ? new Answer(answered.data(), answered.status())
                : new Answer(((Outcome.Ok) outcome).data(), StatusWord.OK);
    }

    /** A counter or limit of 1 or 2 bytes. */
    static int number(ByteString value) {
        Terminated.unless(!value.isEmpty() && value.size() <= 2, "a counter of the card has a wrong length");
        return value.toUnsigned();
    }

    /** Data objects of an answer; none when it holds something else. */
    static List<Tlv> objects(ByteString data) {
        try {
            return TlvReader.read(data);
        } catch (MalformedTlvException malformed) {
            return List.of();
        }
    }

    /** What stands in one template, whatever template that is; none when the answer is something else. */
    static List<Tlv> inside(ByteString data, String template) {
        List<Tlv> objects = objects(data);
        return objects.size() == 1 && objects.get(0).tag().equals(Tag.of(template))
                ? objects.get(0).children()
                : List.of();
    }

    /** The first value of a tag. */
    static Optional<ByteString> value(List<Tlv> objects, String tag) {
        return objects.stream()
                .filter(object -> object.tag().equals(Tag.of(tag)))
                .map(Tlv::value)
                .findFirst();
    }
}
