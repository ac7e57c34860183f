package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.Refusal.require;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cardwright.crypto.cryptogram.CardCryptograms;
import org.cardwright.crypto.cryptogram.CardCryptograms.Moment;
import org.cardwright.crypto.cryptogram.CryptogramVersion;
import org.cardwright.crypto.cryptogram.ScriptMessages;
import org.cardwright.crypto.cryptogram.ScriptMessages.Request;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyOperation;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.scp.ApduMessage;
import org.cardwright.formats.bytes.ByteString;

/** Application cryptograms judged in this process; the card key stands in it for the time of one question. */
final class SoftOnlineAuthorisation implements OnlineAuthorisation {

    private static final KeyNeed SCRIPT_MASTER = KeyNeed.own(KeyPurpose.IMK_SMI, KeyOperation.PROTECT);
    private static final KeyNeed MASTER = KeyNeed.own(KeyPurpose.IMK_AC, KeyOperation.PROCESS);

    /** Amounts (6, 6), country (2), TVR (5), currency (2), day (3), type (1), unpredictable number (4). */
    private static final ByteString NOTHING = ByteString.repeat(0, 29);

    private static final int COUNTER_BYTES = 2;
    private static final int UNPREDICTABLE_BYTES = 4;

    private final KeyRing ring;

    SoftOnlineAuthorisation(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public boolean isGenuine(CryptogramQuestion question) {
        return withCardKey(question, card -> isGenuine(card, question));
    }

    @Override
    public Optional<ByteString> respond(CryptogramQuestion question, ByteString decision) {
        return withCardKey(
                question,
                card -> isGenuine(card, question)
                        ? Optional.of(card.response(moment(question), question.cryptogram(), decision))
                        : Optional.empty());
    }

    @Override
    public Optional<ByteString> scriptData(CryptogramQuestion question, KeyName scriptKey, ApduMessage command) {
        return ring.inSession(session -> {
            session.requireTransit("a card key");
            CardOf card = question.card();
            requireOneOwner(
                    session.attributes(scriptKey, SCRIPT_MASTER), session.attributes(card.issuerMasterKey(), MASTER));
            try (SecretBytes key = SoftCardKeys.cardKey(
                    session.cipher(scriptKey, SCRIPT_MASTER),
                    card.option(),
                    card.pan().digits(),
                    card.panSequenceNumber().digits())) {
                Request request = new Request(question.transactionCounter(), question.cryptogram());
                ByteString mac = new ScriptMessages(question.version().layout(), key)
                        .mac(request, command.header(), command.data());
                return Optional.of(command.data().plus(mac)).filter(data -> isGenuine(question));
            } catch (IllegalArgumentException malformed) {
                throw Refusal.badInput(String.valueOf(malformed.getMessage()));
            }
        });
    }

    /** The cryptogram of one issuer's card must not be good for commands to the cards of another. */
    private void requireOneOwner(KeyAttributes script, KeyAttributes cryptogram) {
        require(
                ring.isTest() || script.custody().owner().isPresent(),
                script.name() + " has no owner: in production a script key belongs to its issuer");
        require(
                script.custody().owner().equals(cryptogram.custody().owner()),
                script.name() + " and " + cryptogram.name() + " do not belong to the same party");
    }

    private static boolean isGenuine(CardCryptograms card, CryptogramQuestion question) {
        ByteString expected = card.cryptogram(moment(question), question.input());
        return MessageDigest.isEqual(
                expected.toByteArray(), question.cryptogram().toByteArray());
    }

    private static Moment moment(CryptogramQuestion question) {
        return new Moment(question.transactionCounter(), question.unpredictableNumber());
    }

    @Override
    public List<ByteString> refusals(CardOf card, CryptogramVersion version, Refused refused) {
        return withCardKey(
                card,
                version,
                cryptograms -> IntStream.rangeClosed(1, REFUSALS)
                        .mapToObj(counter -> refusal(cryptograms, version, refused, counter))
                        .toList());
    }

    private static ByteString refusal(
            CardCryptograms card, CryptogramVersion version, Refused refused, int transactionCounter) {
        ByteString counter = ByteString.ofUnsigned(transactionCounter, COUNTER_BYTES);
        return card.cryptogram(
                new Moment(counter, NOTHING.slice(0, UNPREDICTABLE_BYTES)),
                version.input(NOTHING, refused.interchangeProfile(), counter, refused.issuerApplicationData()));
    }

    private <T> T withCardKey(CryptogramQuestion question, Function<CardCryptograms, T> work) {
        return withCardKey(question.card(), question.version(), work);
    }

    private <T> T withCardKey(CardOf card, CryptogramVersion version, Function<CardCryptograms, T> work) {
        return ring.inSession(session -> {
            session.requireTransit("a card key");
            try (SecretBytes key = SoftCardKeys.cardKey(
                    session.cipher(card.issuerMasterKey(), MASTER),
                    card.option(),
                    card.pan().digits(),
                    card.panSequenceNumber().digits())) {
                return work.apply(new CardCryptograms(version, key));
            } catch (IllegalArgumentException malformed) {
                throw Refusal.badInput(String.valueOf(malformed.getMessage()));
            }
        });
    }
}
