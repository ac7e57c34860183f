package org.cardwright.crypto.module;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.cardwright.crypto.derive.IccMasterKeyDerivation;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;

/** ICC master keys in software. EMV 4.4 Book 2, A1.4. */
final class SoftCardKeys implements CardKeys {

    private final KeyRing ring;

    SoftCardKeys(KeyRing ring) {
        this.ring = ring;
    }

    /**
     * A group of card keys in clear.
     *
     * @param concatenated one after the other, closed by the user
     * @param checkValues in the same order
     */
    record ClearCardKeys(SecretBytes concatenated, List<KeyCheckValue> checkValues) {}

    @Override
    public List<WrappedCardKeys> derive(List<CardKeyRequest> requests) {
        return ring.inSession(session -> requests.stream()
                .map(request -> deriveAndWrap(session, request))
                .toList());
    }

    private static WrappedCardKeys deriveAndWrap(KeySession session, CardKeyRequest request) {
        requireAsStrong(session, request);
        if (session.isStrict()) {
            return insideDevice(session, request, KeyNeed.issuerMasterKey(), KeyNeed.outgoing(KeyPurpose.KEK));
        }
        ClearCardKeys keys = derive(session, request, KeyNeed.issuerMasterKey());
        try (SecretBytes clear = keys.concatenated()) {
            return new WrappedCardKeys(
                    SecretTransport.encrypt(session, request.under(), KeyPurpose.KEK, clear), keys.checkValues());
        }
    }

    /** Derived and wrapped where the keys are. */
    static WrappedCardKeys insideDevice(KeySession session, CardKeyRequest request, KeyNeed masters, KeyNeed kek) {
        if (request.issuerMasterKeys().isEmpty()) {
            throw noIssuerMasterKey();
        }
        return session.derivation()
                .derive(
                        request.issuerMasterKeys().stream()
                                .map(name -> suited(session.attributes(name, masters), request.option()))
                                .toList(),
                        IccMasterKeyDerivation.input(
                                request.option(),
                                request.pan().digits(),
                                request.panSequenceNumber().digits()),
                        session.attributes(request.under().key(), kek),
                        request.under().mode());
    }

    private static KeyAttributes suited(KeyAttributes master, DerivationOption option) {
        boolean suits = (option == DerivationOption.C) == (master.algorithm() == KeyAlgorithm.AES);
        Refusal.require(suits, master.name() + " is " + master.describeAlgorithm() + ", not for option " + option);
        return master;
    }

    private static SecurityModuleException noIssuerMasterKey() {
        return Refusal.badInput("no issuer master key to derive from");
    }

    /** AES keys do not travel under 3DES: a chain is as strong as its weakest key (NIST SP 800-57 part 1, 5.6.2). */
    private static void requireAsStrong(KeySession session, CardKeyRequest request) {
        KeyCipher under = session.cipher(request.under().key(), KeyNeed.outgoing(KeyPurpose.KEK));
        for (KeyName name : request.issuerMasterKeys()) {
            boolean aes = session.attributes(name, KeyNeed.issuerMasterKey()).algorithm() == KeyAlgorithm.AES;
            if (aes && under.algorithm() != KeyAlgorithm.AES) {
                throw new KeyRefusedException(request.under().key() + " is weaker than the card keys of " + name);
            }
        }
    }

    /** Derives all keys of a request. */
    private static ClearCardKeys derive(KeySession session, CardKeyRequest request, KeyNeed need) {
        List<KeyCheckValue> checkValues = new ArrayList<>();
        SecretBytes keys = derive(
                session,
                request,
                need,
                (name, key) -> checkValues.add(
                        NewKey.checkValue(session.attributes(name, need).algorithm(), key)));
        return new ClearCardKeys(keys, List.copyOf(checkValues));
    }

    /** All keys of a request in clear, one after the other, closed by the caller; the witness sees each. */
    static SecretBytes derive(
            KeySession session, CardKeyRequest request, KeyNeed need, BiConsumer<KeyName, SecretBytes> witness) {
        if (request.issuerMasterKeys().isEmpty()) {
            throw noIssuerMasterKey();
        }
        byte[] all = {};
        boolean complete = false;
        try {
            for (KeyName name : request.issuerMasterKeys()) {
                try (SecretBytes key = cardKey(session.cipher(name, need), request)) {
                    witness.accept(name, key);
                    all = appended(all, ClearKeyAccess.open(key));
                }
            }
            complete = true;
            return SecretBytes.adopt(all);
        } finally {
            if (!complete) {
                Arrays.fill(all, (byte) 0);
            }
        }
    }

    private static SecretBytes cardKey(KeyCipher issuerMasterKey, CardKeyRequest request) {
        return cardKey(
                issuerMasterKey,
                request.option(),
                request.pan().digits(),
                request.panSequenceNumber().digits());
    }

    /** One card key by the option. */
    static SecretBytes cardKey(KeyCipher issuerMasterKey, DerivationOption option, String pan, String sequenceNumber) {
        return switch (option) {
            case A -> IccMasterKeyDerivation.optionA(issuerMasterKey, pan, sequenceNumber);
            case B -> IccMasterKeyDerivation.optionB(issuerMasterKey, pan, sequenceNumber);
            case C -> IccMasterKeyDerivation.optionC(issuerMasterKey, pan, sequenceNumber);
        };
    }

    /** Joins and wipes the shorter array. */
    private static byte[] appended(byte[] head, byte[] tail) {
        byte[] joined = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        Arrays.fill(head, (byte) 0);
        return joined;
    }
}
