package org.cardwright.machine.terminal;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.terminal.CardCryptogram.Given;
import org.cardwright.machine.terminal.DataAuthentication.Chosen;
import org.cardwright.machine.terminal.OnlineProcessing.Asked;
import org.cardwright.machine.terminal.TransactionResult.Ending;

/** Runs transactions, one after the other. EMV 4.4 Book 3, 8.2 (figure 7: the order of the functions). */
public final class EmvTerminal {

    private static final int UNPREDICTABLE_BYTES = 4;

    private final TerminalProfile profile;
    private final CaKeys caKeys;
    private final IssuerHost host;
    private final SecureRandom random;

    /**
     * A terminal.
     *
     * @param caKeys certification authorities that it knows
     * @param host whom it asks
     * @param random unpredictable numbers and selection
     */
    public EmvTerminal(TerminalProfile profile, CaKeys caKeys, IssuerHost host, SecureRandom random) {
        this.profile = profile;
        this.caKeys = caKeys;
        this.host = host;
        this.random = random;
    }

    /** A whole transaction with the card; a card that cannot be used ends it, with the reason. */
    public TransactionResult run(CardChannel card, Transaction transaction, PinPad pad) {
        byte[] number = new byte[UNPREDICTABLE_BYTES];
        random.nextBytes(number);
        TerminalData data = new TerminalData(profile, transaction, ByteString.of(number));
        Chosen none = new Chosen(AuthenticationMethod.NONE, Optional.empty());
        try {
            CardDialogue dialogue = new CardDialogue(card);
            ApplicationReading reading = select(dialogue, data);
            Optional<ByteString> staticData = reading.read();
            CardPublicKeys keys = new CardPublicKeys(data, caKeys);
            Chosen chosen = new DataAuthentication(dialogue, data, keys).perform(staticData);
            return transact(
                    dialogue,
                    data,
                    chosen,
                    new OfflinePin(dialogue, data, keys, new OfflinePin.Keypad(pad, random, staticData)));
        } catch (Terminated terminated) {
            return result(data, none, new Asked(Ending.TERMINATED, Optional.empty()), terminated.reason());
        }
    }

    /** The applications that card and terminal have in common by the directory for contactless terminals, first choice first. */
    public List<ByteString> contactlessApplications(CardChannel card) {
        return new ApplicationSelection(new CardDialogue(card), profile)
                .fromProximityEnvironment().stream().map(Candidate::aid).toList();
    }

    private ApplicationReading select(CardDialogue card, TerminalData data) {
        List<String> found = new ArrayList<>();
        List<Candidate> candidates = new ApplicationSelection(card, profile).candidates(found);
        found.forEach(data::step);
        ApplicationReading reading = new ApplicationReading(card, data);
        boolean begun = candidates.stream().anyMatch(reading::begin);
        Terminated.unless(begun, "card and terminal have no application in common");
        return reading;
    }

    private TransactionResult transact(CardDialogue card, TerminalData data, Chosen chosen, OfflinePin pin) {
        try {
            new ProcessingRestrictions(data).check();
            new CardholderVerification(data, pin).perform();
            new RiskManagement(card, data, random).perform();
            CardCryptogram cryptogram = new CardCryptogram(card, data, chosen.iccKey());
            Given given = cryptogram.generate(new ActionAnalysis(data).first(), "8C");
            Asked asked = switch (given.kind()) {
                case AAC -> new Asked(Ending.DECLINED_OFFLINE, Optional.empty());
                case TC ->
                    new Asked(given.genuine() ? Ending.APPROVED_OFFLINE : Ending.DECLINED_OFFLINE, Optional.empty());
                case ARQC -> online(new OnlineProcessing(card, data, cryptogram), given);
            };
            return result(data, chosen, asked, "");
        } catch (Terminated terminated) {
            return result(data, chosen, new Asked(Ending.TERMINATED, Optional.empty()), terminated.reason());
        }
    }

    /** A terminal that is offline only asks for no ARQC, and gets one all the same: it is as one that reaches nobody. Book 3, 10.9. */
    private Asked online(OnlineProcessing processing, Given given) {
        if (!given.genuine()) {
            return processing.decline();
        }
        return profile.isOnlineCapable() ? processing.ask(host) : processing.withoutIssuer();
    }

    private static TransactionResult result(TerminalData data, Chosen chosen, Asked asked, String reason) {
        return new TransactionResult(
                asked.ending(),
                reason,
                chosen.method(),
                data.verificationResults(),
                data.statusInformation(),
                data.own("9F34"),
                asked.answer(),
                data.steps());
    }
}
