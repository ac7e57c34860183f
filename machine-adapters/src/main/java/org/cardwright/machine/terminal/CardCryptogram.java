package org.cardwright.machine.terminal;

import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.oda.Recovery;
import org.cardwright.crypto.oda.SignedDynamicApplicationData;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvWriter;
import org.cardwright.machine.terminal.CardDialogue.Answer;

/** GENERATE AC, with a combined signature where there is a key for it. EMV 4.4 Book 3, 6.5.5 and 10.8; Book 2, 6.6. */
final class CardCryptogram {

    private static final int COMBINED = 0x10;
    private static final int COUNTER_BYTES = 2;
    private static final int CRYPTOGRAM_BYTES = 8;
    private static final int HASH_BYTES = 20;
    private static final String SIGNATURE = "9F4B";

    private final CardDialogue card;
    private final TerminalData data;
    private final Optional<RsaPublicKey> signatureKey;

    /** The key is that of CDA; empty when there is none or another method was chosen. */
    CardCryptogram(CardDialogue card, TerminalData data, Optional<RsaPublicKey> signatureKey) {
        this.card = card;
        this.data = data;
        this.signatureKey = signatureKey;
    }

    /**
     * What the card answered.
     *
     * @param kind what it gave
     * @param genuine false when a combined signature was asked for and is wrong
     */
    record Given(CryptogramKind kind, boolean genuine) {}

    /** Asks; the list of the card is CDOL1 (8C) or CDOL2 (8D). */
    Given generate(CryptogramKind asked, String list) {
        boolean signed = signatureKey.isPresent() && asked != CryptogramKind.AAC;
        ByteString values = data.values(data.fromCard(list).orElse(ByteString.EMPTY));
        data.sent(values);
        Answer answer = card.generate(asked.bits() | (signed ? COMBINED : 0), values);
        Terminated.unless(answer.isOk(), "GENERATE AC: " + answer.status());
        data.performed(TerminalData.CARD_RISK_MANAGEMENT_PERFORMED);
        List<Tlv> objects = objects(answer.data());
        ByteString information = required(objects, "9F27", 1);
        CryptogramKind given = CryptogramKind.of(information.unsignedAt(0));
        Terminated.unless(rank(given) <= rank(asked), "the card gives more than it was asked for");
        data.step("GENERATE AC: asked for " + asked + ", given " + given);
        data.bring("9F27", information);
        data.bring("9F36", required(objects, "9F36", COUNTER_BYTES));
        data.bring("9F10", CardDialogue.value(objects, "9F10").orElse(ByteString.EMPTY));
        boolean genuine = !signed || given == CryptogramKind.AAC || verify(objects, information);
        if (genuine && CardDialogue.value(objects, SIGNATURE).isEmpty()) {
            data.bring("9F26", required(objects, "9F26", CRYPTOGRAM_BYTES));
        }
        if (!genuine) {
            data.result("cda-failed");
        }
        return new Given(given, genuine);
    }

    /** EMV 4.4 Book 3, 10.8: TC is the most a card can give, AAC the least. */
    private static int rank(CryptogramKind kind) {
        return switch (kind) {
            case AAC -> 0;
            case ARQC -> 1;
            case TC -> 2;
        };
    }

    private static ByteString required(List<Tlv> objects, String tag, int bytes) {
        return CardDialogue.value(objects, tag)
                .filter(value -> value.size() == bytes)
                .orElseThrow(
                        () -> new Terminated("the answer to GENERATE AC has no " + tag + " of " + bytes + " bytes"));
    }

    /** Format 1 becomes the data objects of format 2. Book 3, 6.5.5.4, Table 13. */
    private static List<Tlv> objects(ByteString answer) {
        List<Tlv> outer = CardDialogue.objects(answer);
        if (outer.size() == 1 && outer.get(0).tag().equals(Tag.of("80"))) {
            ByteString all = outer.get(0).value();
            int issuerDataAt = 1 + COUNTER_BYTES + CRYPTOGRAM_BYTES;
            Terminated.unless(all.size() >= issuerDataAt, "the answer to GENERATE AC is too short");
            return List.of(
                    Tlv.of("9F27", all.slice(0, 1)),
                    Tlv.of("9F36", all.slice(1, 1 + COUNTER_BYTES)),
                    Tlv.of("9F26", all.slice(1 + COUNTER_BYTES, issuerDataAt)),
                    Tlv.of("9F10", all.slice(issuerDataAt)));
        }
        return CardDialogue.inside(answer, "77");
    }

    /** Book 2, 6.6.2, steps 1 to 13; the cryptogram itself stands only in the signature. */
    private boolean verify(List<Tlv> objects, ByteString information) {
        Optional<ByteString> signature = CardDialogue.value(objects, SIGNATURE);
        if (signature.isEmpty()) {
            data.step("no combined signature, although one was asked for");
            return false;
        }
        Recovery<SignedDynamicApplicationData> recovery =
                SignedDynamicApplicationData.recover(signatureKey.orElseThrow(), signature.get(), data.own("9F37"));
        recovery.fault().ifPresent(fault -> data.step("combined signature refused: " + fault));
        return recovery.value()
                .map(signed -> isOfThisAnswer(signed.iccDynamicData(), objects, information))
                .orElse(false);
    }

    private boolean isOfThisAnswer(ByteString dynamicData, List<Tlv> objects, ByteString information) {
        Optional<ByteString> number = DataAuthentication.dynamicNumber(dynamicData);
        int at = 1 + number.map(ByteString::size).orElse(0);
        int cryptogramAt = at + 1;
        int hashAt = cryptogramAt + CRYPTOGRAM_BYTES;
        if (number.isEmpty() || dynamicData.size() < hashAt + HASH_BYTES) {
            data.step("combined signature: too short");
            return false;
        }
        ByteString unsigned = TlvWriter.encode(objects.stream()
                .filter(object -> !object.tag().equals(Tag.of(SIGNATURE)))
                .toList());
        ByteString hash = SignedDynamicApplicationData.transactionDataHashCode(data.allSent(), unsigned);
        boolean same = dynamicData.slice(at, cryptogramAt).equals(information)
                && dynamicData.slice(hashAt, hashAt + HASH_BYTES).equals(hash);
        if (same) {
            data.bring("9F4C", number.get());
            data.bring("9F26", dynamicData.slice(cryptogramAt, hashAt));
        } else {
            data.step("combined signature: of other data");
        }
        return same;
    }
}
