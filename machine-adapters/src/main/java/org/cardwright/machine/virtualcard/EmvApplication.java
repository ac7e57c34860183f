package org.cardwright.machine.virtualcard;

import static org.cardwright.machine.virtualcard.CardRefusal.require;

import java.security.SecureRandom;
import java.util.Optional;
import org.cardwright.crypto.oda.SignedDynamicApplicationData;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.Dol;
import org.cardwright.formats.emv.RecordAddress;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.formats.tlv.TlvWriter;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.chip.AppletRecipe;
import org.cardwright.machine.chip.AppletRecipe.Behaviour;
import org.cardwright.machine.virtualcard.CardTransaction.Phase;

/** A personalized application. EMV 4.4 Book 3, 6.5 (commands). */
final class EmvApplication {

    private static final int NUMBER_BYTES = 8;
    private static final int RECORD_BY_NUMBER = 0x04;
    private static final Tag COMMAND_TEMPLATE = Tag.of("83");
    private static final Tag FORMAT_1 = Tag.of("80");
    private static final Tag FORMAT_2 = Tag.of("77");

    private final CardContents contents;
    private final Optional<Behaviour> behaviour;
    private final SecureRandom random;
    private final CardLife life;
    private CardTransaction transaction = new CardTransaction();

    EmvApplication(CardContents contents, AppletRecipe applet, SecureRandom random) {
        this.contents = contents;
        this.behaviour = applet.behaviour();
        this.random = random;
        this.life = new CardLife(contents);
    }

    void reset() {
        transaction = new CardTransaction();
    }

    ByteString execute(CommandApdu command) {
        if (command.cla() == 0x84) {
            Behaviour known = behaviour.orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS));
            require(isScript(command.ins()), CardRefusal.NO_CLASS);
            return new IssuerScript(contents, known, life, transaction).execute(command);
        }
        require(command.cla() == 0x00 || command.cla() == 0x80, CardRefusal.NO_CLASS);
        return switch (command.cla() << 8 | command.ins()) {
            case 0x80A8 -> getProcessingOptions(command);
            case 0x00B2 -> readRecord(command);
            case 0x80CA -> getData(command);
            case 0x0020 -> verify(command);
            case 0x0084 -> getChallenge(command);
            case 0x0088 -> internalAuthenticate(command);
            case 0x80AE -> cryptograms().generate(command, dynamicNumber());
            case 0x0082 -> cryptograms().externalAuthenticate(command);
            default -> throw new CardRefusal(CardRefusal.NO_INSTRUCTION);
        };
    }

    /** EMV 4.4 Book 3, 6.5.1 to 6.5.3 and 6.5.10; PUT DATA and UPDATE RECORD. */
    private static boolean isScript(int instruction) {
        return switch (instruction) {
            case 0x16, 0x18, 0x1E, 0x24, 0xDA, 0xDC -> true;
            default -> false;
        };
    }

    boolean isBlocked() {
        return life.isBlocked();
    }

    boolean hasBlockedCard() {
        return life.hasBlockedCard();
    }

    private CryptogramMaking cryptograms() {
        Behaviour known = behaviour.orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS));
        return new CryptogramMaking(contents, known, life, transaction);
    }

    private ByteString dynamicNumber() {
        byte[] number = new byte[NUMBER_BYTES];
        random.nextBytes(number);
        return ByteString.of(number);
    }

    /** EMV 4.4 Book 3, 6.5.8 and 10.1. */
    private ByteString getProcessingOptions(CommandApdu command) {
        require((command.header() & 0xFFFF) == 0, CardRefusal.WRONG_PARAMETERS);
        transaction.require(Phase.SELECTED);
        Behaviour known = behaviour.orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS));
        ByteString locator = contents.locator()
                .orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS))
                .encode();
        transaction.values().take(processingOptionsList(), templateValue(command.data()));
        life.begin();
        transaction.moveTo(Phase.INITIATED);
        return known.format() == 1
                ? new Tlv(FORMAT_1, contents.profile().plus(locator)).encode()
                : new TlvWriter()
                        .put("82", contents.profile())
                        .put("94", locator)
                        .template(FORMAT_2)
                        .encode();
    }

    private ByteString processingOptionsList() {
        return SelectAnswer.element(contents.selectAnswer(), Tag.of("9F38")).orElse(ByteString.EMPTY);
    }

    private static ByteString templateValue(ByteString data) {
        try {
            Tlv template = TlvReader.readTopLevel(data).get(0);
            require(template.tag().equals(COMMAND_TEMPLATE), CardRefusal.WRONG_DATA);
            require(template.encode().size() == data.size(), CardRefusal.WRONG_LENGTH);
            return template.value();
        } catch (MalformedTlvException | IndexOutOfBoundsException malformed) {
            throw new CardRefusal(CardRefusal.WRONG_LENGTH);
        }
    }

    /** EMV 4.4 Book 3, 6.5.11. */
    private ByteString readRecord(CommandApdu command) {
        require((command.p2() & 0x07) == RECORD_BY_NUMBER, CardRefusal.WRONG_PARAMETERS);
        int sfi = command.p2() >> 3;
        boolean possible = sfi >= 1 && sfi <= RecordAddress.MAX_SFI && command.p1() > 0;
        require(possible, CardRefusal.WRONG_PARAMETERS);
        return contents.record(new RecordAddress(sfi, command.p1()))
                .orElseThrow(() -> new CardRefusal(CardRefusal.NO_RECORD));
    }

    /** EMV 4.4 Book 3, 6.5.7. */
    private ByteString getData(CommandApdu command) {
        int number = command.header() & 0xFFFF;
        Optional<Tag> tag = behaviour.stream()
                .flatMap(known -> known.readable().stream())
                .filter(readable -> readable.value() == number)
                .findFirst();
        Tag wanted = tag.orElseThrow(() -> new CardRefusal(CardRefusal.NOT_RECOGNISED));
        ByteString value = life.counter(wanted)
                .or(() -> contents.data(wanted))
                .orElseThrow(() -> new CardRefusal(CardRefusal.NOT_RECOGNISED));
        return new Tlv(wanted, value).encode();
    }

    private ByteString verify(CommandApdu command) {
        transaction.require(Phase.INITIATED);
        new PinVerification(contents, life, transaction).verify(command);
        return ByteString.EMPTY;
    }

    /** EMV 4.4 Book 3, 6.5.6. */
    private ByteString getChallenge(CommandApdu command) {
        require((command.header() & 0xFFFF) == 0, CardRefusal.WRONG_PARAMETERS);
        ByteString challenge = dynamicNumber();
        transaction.challenge(challenge);
        return challenge;
    }

    /** EMV 4.4 Book 3, 6.5.9; Book 2, 6.5.1, Table 15. */
    private ByteString internalAuthenticate(CommandApdu command) {
        require((command.header() & 0xFFFF) == 0, CardRefusal.WRONG_PARAMETERS);
        transaction.require(Phase.INITIATED);
        IccPrivateKey key = contents.iccKey().orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS));
        Optional<Integer> asked =
                contents.recordElement("9F49").map(list -> Dol.decode(list).dataBytes());
        require(asked.isEmpty() || asked.get() == command.data().size(), CardRefusal.WRONG_LENGTH);
        ByteString number = dynamicNumber();
        ByteString dynamicData = ByteString.ofByte(number.size()).plus(number);
        ByteString block = new SignedDynamicApplicationData(dynamicData).block(key.modulusBytes(), command.data());
        ByteString signature = key.apply(block).orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS));
        transaction.facts().add(CardFact.OFFLINE_DYNAMIC_AUTHENTICATION_PERFORMED);
        boolean template80 = behaviour.map(Behaviour::format).orElse(1) == 1;
        return template80
                ? new Tlv(FORMAT_1, signature).encode()
                : new TlvWriter().put("9F4B", signature).template(FORMAT_2).encode();
    }
}
