package org.cardwright.crypto.hostcommand;

import org.cardwright.crypto.module.Certificates.IccKeyRequest;
import org.cardwright.crypto.module.Certificates.IccKeySet;
import org.cardwright.crypto.module.KeyPairStock.Place;
import org.cardwright.crypto.module.KeyPairStock.StockedPair;
import org.cardwright.crypto.module.KeyPairStock.Taking;
import org.cardwright.formats.bytes.ByteString;

/** Calls about key pairs that are made ahead of their cards. */
final class KeyPairCalls {

    private static final Place NOWHERE = new Place("", ByteString.EMPTY, 0, 0, 0);

    static final HostCall<String, ByteString> CREATE_STORAGE_KEY = new HostCall<>(
            HostOperation.CREATE_STORAGE_KEY,
            pool -> HostFields.of(HostField.POOL, pool),
            fields -> fields.text(HostField.POOL),
            wrapped -> HostFields.of(HostField.WRAPPED_KEY, wrapped),
            fields -> fields.bytes(HostField.WRAPPED_KEY));

    /** Its answer says no place: the caller knows which one it asked for. */
    static final HostCall<Place, StockedPair> GENERATE = new HostCall<>(
            HostOperation.GENERATE_KEY_PAIR,
            KeyPairCalls::place,
            KeyPairCalls::place,
            pair -> pair(HostFields.NONE, pair),
            fields -> new StockedPair(NOWHERE, fields.bytes(HostField.MODULUS), fields.bytes(HostField.PAIR)));

    static final HostCall<StockedPair, Boolean> CHECK = new HostCall<>(
            HostOperation.CHECK_KEY_PAIR,
            KeyPairCalls::stocked,
            KeyPairCalls::stocked,
            fits -> HostFields.NONE.with(HostField.FITS, HostChoice.YesNo.of(fits)),
            fields -> fields.isYes(HostField.FITS));

    static final HostCall<Taking, IccKeySet> CERTIFY = new HostCall<>(
            HostOperation.CERTIFY_KEY_PAIR,
            KeyPairCalls::taking,
            KeyPairCalls::taking,
            CertificateCalls::iccKeySet,
            CertificateCalls::iccKeySet);

    private KeyPairCalls() {}

    private static HostFields place(Place place) {
        return pooled(HostFields.NONE, place)
                .with(HostField.MODULUS_BITS, place.modulusBits())
                .with(HostField.PUBLIC_EXPONENT, place.exponent());
    }

    private static HostFields pooled(HostFields fields, Place place) {
        return fields.with(HostField.POOL, place.pool())
                .with(HostField.WRAPPED_KEY, place.storageKey())
                .with(HostField.PAIR_NUMBER, Math.toIntExact(place.number()));
    }

    private static HostFields pair(HostFields fields, StockedPair pair) {
        return fields.with(HostField.MODULUS, pair.modulus()).with(HostField.PAIR, pair.block());
    }

    private static Place place(HostFields fields) {
        return new Place(
                fields.text(HostField.POOL),
                fields.bytes(HostField.WRAPPED_KEY),
                fields.number(HostField.MODULUS_BITS),
                fields.number(HostField.PUBLIC_EXPONENT),
                fields.number(HostField.PAIR_NUMBER));
    }

    private static HostFields stocked(StockedPair pair) {
        return pair(place(pair.place()), pair);
    }

    private static StockedPair stocked(HostFields fields) {
        return new StockedPair(place(fields), fields.bytes(HostField.MODULUS), fields.bytes(HostField.PAIR));
    }

    /** Length and exponent are written once: those of the card and of the pair are the same. */
    private static HostFields taking(Taking taking) {
        HostFields fields =
                pooled(CertificateCalls.iccKey(taking.request()), taking.pair().place());
        return pair(fields, taking.pair());
    }

    private static Taking taking(HostFields fields) {
        IccKeyRequest request = CertificateCalls.iccKey(fields);
        return new Taking(stocked(fields), request);
    }
}
