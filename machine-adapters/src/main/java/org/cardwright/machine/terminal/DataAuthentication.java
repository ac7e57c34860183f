package org.cardwright.machine.terminal;

import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.oda.Recovery;
import org.cardwright.crypto.oda.SignedDynamicApplicationData;
import org.cardwright.crypto.oda.SignedStaticApplicationData;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.ApplicationInterchangeProfile;
import org.cardwright.formats.emv.Dol;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.machine.terminal.CardDialogue.Answer;

/** SDA and DDA, and the keys for CDA. EMV 4.4 Book 3, 10.3; Book 2, 5 and 6. */
final class DataAuthentication {

    private static final int SDA_CAPABLE = 0x80;
    private static final int DDA_CAPABLE = 0x40;
    private static final int CDA_CAPABLE = 0x08;
    private static final List<String> FOR_SDA = List.of("8F", "90", "93", "9F32");
    private static final List<String> FOR_DDA = List.of("8F", "90", "9F32", "9F46", "9F47");
    private static final Tag UNPREDICTABLE_NUMBER = Tag.of("9F37");

    private final CardDialogue card;
    private final TerminalData data;
    private final CardPublicKeys keys;

    DataAuthentication(CardDialogue card, TerminalData data, CardPublicKeys keys) {
        this.card = card;
        this.data = data;
        this.keys = keys;
    }

    /**
     * What was chosen and what came of it.
     *
     * @param method the best that both can
     * @param iccKey for CDA, when it could be recovered
     */
    record Chosen(AuthenticationMethod method, Optional<RsaPublicKey> iccKey) {}

    /** Chooses and performs; CDA only as far as its keys. */
    Chosen perform(Optional<ByteString> staticData) {
        AuthenticationMethod method = choose();
        data.step("offline data authentication: " + method);
        Optional<RsaPublicKey> iccKey = Optional.empty();
        switch (method) {
            case NONE -> data.result("offline-data-authentication-not-performed");
            case SDA -> sda(staticData);
            case DDA -> dda(staticData);
            case CDA -> iccKey = cdaKey(staticData);
        }
        if (method != AuthenticationMethod.NONE) {
            data.performed(TerminalData.DATA_AUTHENTICATION_PERFORMED);
        }
        return new Chosen(method, iccKey);
    }

    private AuthenticationMethod choose() {
        ApplicationInterchangeProfile profile = data.interchangeProfile();
        if (profile.has(ApplicationInterchangeProfile.CDA_SUPPORTED) && data.isCapable(3, CDA_CAPABLE)) {
            return AuthenticationMethod.CDA;
        }
        if (profile.has(ApplicationInterchangeProfile.DDA_SUPPORTED) && data.isCapable(3, DDA_CAPABLE)) {
            return AuthenticationMethod.DDA;
        }
        boolean sda = profile.has(ApplicationInterchangeProfile.SDA_SUPPORTED) && data.isCapable(3, SDA_CAPABLE);
        return sda ? AuthenticationMethod.SDA : AuthenticationMethod.NONE;
    }

    private boolean isAllThere(List<String> tags) {
        List<String> missing = tags.stream().filter(tag -> !data.has(tag)).toList();
        if (!missing.isEmpty()) {
            data.step("missing for offline data authentication: " + missing);
            data.result("icc-data-missing");
        }
        return missing.isEmpty();
    }

    /** Book 2, 5.4. */
    private void sda(Optional<ByteString> staticData) {
        data.result("sda-selected");
        boolean genuine = isAllThere(FOR_SDA)
                && staticData.isPresent()
                && keys.issuerKey()
                        .map(issuer -> isSigned(issuer, staticData.get()))
                        .orElse(false);
        if (!genuine) {
            data.result("sda-failed");
        }
    }

    private boolean isSigned(RsaPublicKey issuer, ByteString staticData) {
        Recovery<SignedStaticApplicationData> recovery =
                SignedStaticApplicationData.recover(issuer, data.fromCard("93").orElse(ByteString.EMPTY), staticData);
        recovery.fault().ifPresent(fault -> data.step("signed static application data 93 refused: " + fault));
        recovery.value().ifPresent(signed -> data.bring("9F45", signed.dataAuthenticationCode()));
        return recovery.value().isPresent();
    }

    /** Book 2, 6.5. */
    private void dda(Optional<ByteString> staticData) {
        boolean genuine = isAllThere(FOR_DDA)
                && staticData.isPresent()
                && keys.iccKey(staticData.get()).map(this::signsNow).orElse(false);
        if (!genuine) {
            data.result("dda-failed");
        }
    }

    private boolean signsNow(RsaPublicKey icc) {
        Optional<ByteString> list = dynamicList();
        if (list.isEmpty()) {
            data.step("the DDOL asks for no unpredictable number");
            return false;
        }
        ByteString values = data.values(list.get());
        Answer answer = card.internalAuthenticate(values);
        if (!answer.isOk()) {
            data.step("INTERNAL AUTHENTICATE: " + answer.status());
            return false;
        }
        Recovery<SignedDynamicApplicationData> recovery =
                SignedDynamicApplicationData.recover(icc, signature(answer.data()), values);
        recovery.fault().ifPresent(fault -> data.step("signed dynamic application data refused: " + fault));
        return recovery.value()
                .flatMap(signed -> dynamicNumber(signed.iccDynamicData()))
                .map(number -> {
                    data.bring("9F4C", number);
                    return true;
                })
                .orElse(false);
    }

    /** That of the card, else the default; it must ask for 9F37. Book 2, 6.5. */
    private Optional<ByteString> dynamicList() {
        ByteString list = data.fromCard("9F49").orElse(data.profile().defaultDdol());
        try {
            return Dol.decode(list).asksFor(UNPREDICTABLE_NUMBER) ? Optional.of(list) : Optional.empty();
        } catch (MalformedTlvException malformed) {
            return Optional.empty();
        }
    }

    private static ByteString signature(ByteString answer) {
        List<Tlv> objects = CardDialogue.objects(answer);
        if (objects.size() == 1 && objects.get(0).tag().equals(Tag.of("80"))) {
            return objects.get(0).value();
        }
        return CardDialogue.value(CardDialogue.inside(answer, "77"), "9F4B").orElse(ByteString.EMPTY);
    }

    /** Length, then 2 to 8 bytes. Book 2, 6.5.1, Table 16. */
    static Optional<ByteString> dynamicNumber(ByteString dynamicData) {
        int length = dynamicData.isEmpty() ? 0 : dynamicData.unsignedAt(0);
        return length >= 2 && length <= 8 && dynamicData.size() > length
                ? Optional.of(dynamicData.slice(1, 1 + length))
                : Optional.empty();
    }

    /** Without keys the cryptogram is asked for without a signature. Book 2, 6.6; Book 4, 6.3.2. */
    private Optional<RsaPublicKey> cdaKey(Optional<ByteString> staticData) {
        Optional<RsaPublicKey> icc = isAllThere(FOR_DDA) ? staticData.flatMap(keys::iccKey) : Optional.empty();
        if (icc.isEmpty()) {
            data.result("cda-failed");
        }
        return icc;
    }
}
