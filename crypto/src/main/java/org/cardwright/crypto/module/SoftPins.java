package org.cardwright.crypto.module;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.key.PinKeyOwners;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.pin.ClearPin;
import org.cardwright.crypto.pin.Ibm3624;
import org.cardwright.crypto.pin.PinBlock;
import org.cardwright.crypto.pin.PinVerificationValue;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.profile.PinOffsetProfile;

/** PIN blocks and PIN verification values in software. ISO 9564-1; Visa PVV; IBM 3624. */
final class SoftPins implements Pins {

    private static final KeyNeed OF_ISSUER = KeyNeed.incoming(KeyPurpose.PIN_ENCRYPTION);

    private final KeyRing ring;

    SoftPins(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public List<EncryptedPinBlock> newPins(List<NewPinRequest> requests) {
        return ring.inSession(session -> requests.stream()
                .map(request -> SoftNewPins.make(session, request))
                .toList());
    }

    @Override
    public void createStorageKey(KeyName name, Party owner) {
        ring.inSession(session -> {
            SoftNewPins.createStorageKey(ring, session, name, owner);
            return name;
        });
    }

    @Override
    public List<PinAnswer<ByteString>> translate(List<PinTranslationRequest> requests) {
        return ring.inSession(session ->
                requests.stream().map(request -> translate(session, request)).toList());
    }

    private static PinAnswer<ByteString> translate(KeySession session, PinTranslationRequest request) {
        if (request.toFormat() != PinBlockFormat.ISO_2 && request.toFormat() != PinBlockFormat.ISO_1) {
            throw Refusal.badInput("a PIN leaves in a block of ISO_2 or ISO_1, not " + request.toFormat());
        }
        KeyCipher to = session.cipher(request.to().key(), KeyNeed.outgoing(KeyPurpose.PIN_ENCRYPTION));
        PinBlock target = new PinBlock(request.toFormat(), request.pan().digits());
        return withPin(
                session,
                request,
                pin -> ByteString.of(target.encipher(pin, to, session.source().forCard(request.cardReference()))));
    }

    @Override
    public List<PinAnswer<String>> pinVerificationValues(List<PinValueRequest> requests) {
        return ring.inSession(session ->
                requests.stream().map(request -> pvv(session, request)).toList());
    }

    private static PinAnswer<String> pvv(KeySession session, PinValueRequest request) {
        if (request.keyIndex() < 0 || request.keyIndex() > 9) {
            throw Refusal.badInput("a PIN verification key index is one digit");
        }
        KeyCipher key = session.cipher(request.key(), KeyNeed.internal(KeyPurpose.PVK_PVV));
        Incoming incoming = new Incoming(request.pinKey(), request.pinBlock(), request.pan());
        KeyCipher from = reading(session, incoming);
        requireOneOwner(session, request.key(), request.pinKey());
        return withPin(
                from,
                incoming,
                pin -> PinVerificationValue.compute(key, request.pan().digits(), request.keyIndex(), pin));
    }

    @Override
    public List<PinAnswer<String>> ibmOffsets(List<PinOffsetRequest> requests) {
        return ring.inSession(session ->
                requests.stream().map(request -> offset(session, request)).toList());
    }

    /**
     * Of PINs of the issuer only. Whoever has blocks made for any PAN and offsets of them under rules of his choice has the natural PIN of
     * every PAN, and with it every PIN.
     */
    private static PinAnswer<String> offset(KeySession session, PinOffsetRequest request) {
        session.requireTransit("a PIN");
        PinOffsetProfile rule = request.rule();
        KeyName name = new KeyName(rule.key().label(), rule.key().version());
        KeyCipher key = session.cipher(name, KeyNeed.internal(KeyPurpose.PVK_IBM));
        Ibm3624 ibm = strong(rule.decimalisation());
        String validationData = validationData(rule, request.pan());
        KeyCipher from = session.cipher(request.pinKey(), OF_ISSUER);
        requireOneOwner(session, name, request.pinKey());
        return withPin(
                from,
                new Incoming(request.pinKey(), request.pinBlock(), request.pan()),
                pin -> ibm.offset(key, validationData, pin));
    }

    /** Also of PINs that issuers sent: their values, compared with those of a PIN that was made here, would tell it. */
    private static void requireOneOwner(KeySession session, KeyName verification, KeyName pinKey) {
        PinKeyOwners.Key value = owned(session, verification);
        PinKeyOwners.Key pin = owned(session, pinKey);
        if (!session.isTest()) {
            PinKeyOwners.requireOwner(value);
            PinKeyOwners.requireOwner(pin);
        }
        PinKeyOwners.requireOneOwner(value, pin);
    }

    private static PinKeyOwners.Key owned(KeySession session, KeyName name) {
        return PinKeyOwners.Key.of(session.holder().attributes(name));
    }

    /** Offsets under tables of the caller's choice would tell the digits of a PIN one by one. */
    private static Ibm3624 strong(String decimalisation) {
        if (!decimalisation.matches("[0-9]{16}") || !PinOffsetProfile.isStrong(decimalisation)) {
            throw Refusal.badInput(
                    "a decimalisation table has sixteen digits, eight different, none more than four times");
        }
        return new Ibm3624(decimalisation);
    }

    private static String validationData(PinOffsetProfile rule, Pan pan) {
        try {
            return Ibm3624.validationData(pan.digits(), rule.firstPanDigit(), rule.panDigits(), rule.fill());
        } catch (IllegalArgumentException outside) {
            throw Refusal.badInput(String.valueOf(outside.getMessage()));
        }
    }

    /** Uses the PIN of a block that goes to a chip. */
    static <T> PinAnswer<T> withPin(KeySession session, PinTranslationRequest request, Function<ClearPin, T> use) {
        Incoming incoming = new Incoming(request.from(), request.pinBlock(), request.pan());
        KeyCipher from = reading(session, incoming);
        requireOwnTransport(session, incoming, request.to().key());
        return withPin(from, incoming, use);
    }

    /** One code book per key: under a key that carries PINs which are made here goes no block of anybody else. */
    private static void requireOwnTransport(KeySession session, Incoming incoming, KeyName to) {
        PinKeyOwners.Key from = owned(session, incoming.key());
        PinKeyOwners.Key transport = owned(session, to);
        boolean published = session.holder().attributes(to).test();
        if (!published && SoftNewPins.isStored(session, incoming.key(), incoming.block())) {
            PinKeyOwners.requireOfDrawer(from, transport);
        }
        session.drawers().forEach(drawer -> PinKeyOwners.requireForDrawer(drawer, from, transport));
    }

    private record Incoming(KeyName key, EncryptedPinBlock block, Pan pan) {}

    private static KeyCipher reading(KeySession session, Incoming incoming) {
        session.requireTransit("a PIN");
        return SoftNewPins.isStored(session, incoming.key(), incoming.block())
                ? SoftNewPins.reading(session, incoming.key())
                : session.cipher(incoming.key(), OF_ISSUER);
    }

    /** Opens the block, uses the PIN and wipes it. */
    private static <T> PinAnswer<T> withPin(KeyCipher from, Incoming incoming, Function<ClearPin, T> use) {
        PinBlock block = new PinBlock(incoming.block().format(), incoming.pan().digits());
        if (!PinBlock.isSentUnder(incoming.block().format(), from.algorithm())) {
            return new PinAnswer.None<>(PinAnswer.Fault.FORMAT_NOT_OF_KEY);
        }
        Optional<ClearPin> found = block.decipher(incoming.block().cryptogram().toByteArray(), from);
        if (found.isEmpty()) {
            return new PinAnswer.None<>(PinAnswer.Fault.NO_PIN);
        }
        try (ClearPin pin = found.get()) {
            return new PinAnswer.Made<>(use.apply(pin));
        }
    }

    @Override
    public List<ByteString> translateSecrets(List<SecretTranslationRequest> requests) {
        return ring.inSession(session -> requests.stream()
                .map(request -> translateSecret(session, request))
                .toList());
    }

    /** Both keys have the same role, key encryption or data, so that data never pass for a key. */
    private static ByteString translateSecret(KeySession session, SecretTranslationRequest request) {
        session.requireTransit("a secret of a card");
        KeyPurpose role = session.purpose(request.from().key()) == KeyPurpose.DATA_ENCRYPTION
                ? KeyPurpose.DATA_ENCRYPTION
                : KeyPurpose.KEK;
        try (SecretBytes clear =
                SecretTransport.decrypt(session, request.from(), KeyNeed.incoming(role), request.cryptogram())) {
            return SecretTransport.encrypt(session, request.to(), role, clear);
        }
    }
}
