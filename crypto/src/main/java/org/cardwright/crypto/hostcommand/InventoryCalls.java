package org.cardwright.crypto.hostcommand;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.formats.bytes.ByteString;

/** Calls about what the device is and which keys it holds. */
final class InventoryCalls {

    /**
     * What a device says of itself.
     *
     * @param firmware for people
     * @param keys how many it holds
     */
    record Status(String firmware, int keys) {

        @Override
        public String toString() {
            return "Status(" + keys + ")";
        }
    }

    /**
     * A part of all keys.
     *
     * @param total all
     * @param keys those that were asked for
     */
    record Listing(int total, List<KeyDescription> keys) {}

    /** A new state for a key. */
    record Change(KeyName key, KeyState next) {}

    /** Other days of use for a key. */
    record Limit(KeyName key, Cryptoperiod period) {}

    /** The first step of the destruction of a key. */
    record End(KeyName key, LocalDate notBefore) {}

    static final HostCall<Integer, Status> STATUS = new HostCall<>(
            HostOperation.STATUS,
            any -> HostFields.NONE,
            fields -> 0,
            status -> HostFields.of(HostField.LABEL, status.firmware()).with(HostField.TOTAL, status.keys()),
            fields -> new Status(fields.text(HostField.LABEL), fields.number(HostField.TOTAL)));

    static final HostCall<Integer, Listing> LIST = new HostCall<>(
            HostOperation.LIST_KEYS,
            start -> HostFields.of(HostField.START, start),
            fields -> fields.number(HostField.START),
            InventoryCalls::listing,
            InventoryCalls::listing);

    static final HostCall<KeyName, Listing> DESCRIBE = new HostCall<>(
            HostOperation.DESCRIBE_KEY,
            InventoryCalls::key,
            InventoryCalls::key,
            InventoryCalls::listing,
            InventoryCalls::listing);

    static final HostCall<KeyName, RsaPublicKey> RSA_PUBLIC_KEY = new HostCall<>(
            HostOperation.RSA_PUBLIC_KEY,
            InventoryCalls::key,
            InventoryCalls::key,
            key -> HostParts.publicKey(HostFields.NONE, key),
            HostParts::publicKey);

    static final HostCall<KeyName, ByteString> ED25519_PUBLIC_KEY = new HostCall<>(
            HostOperation.ED25519_PUBLIC_KEY,
            InventoryCalls::key,
            InventoryCalls::key,
            key -> HostFields.of(HostField.PUBLIC_KEY, key),
            fields -> fields.bytes(HostField.PUBLIC_KEY));

    static final HostCall<Limit, HostFields> LIMIT = new HostCall<>(
            HostOperation.LIMIT_KEY,
            limit -> TermParts.period(key(limit.key()), limit.period()),
            fields -> new Limit(key(fields), TermParts.period(fields)),
            nothing -> HostFields.NONE,
            fields -> HostFields.NONE);

    static final HostCall<End, HostFields> AWAIT_DESTRUCTION = new HostCall<>(
            HostOperation.AWAIT_KEY_DESTRUCTION,
            end -> key(end.key()).with(HostField.DESTROY_FROM, TermParts.day(Optional.of(end.notBefore()))),
            fields -> new End(
                    key(fields),
                    TermParts.day(fields, HostField.DESTROY_FROM)
                            .orElseThrow(() -> new MalformedMessageException("a destruction has a day"))),
            nothing -> HostFields.NONE,
            fields -> HostFields.NONE);

    static final HostCall<KeyName, HostFields> DESTROY = new HostCall<>(
            HostOperation.DESTROY_KEY,
            InventoryCalls::key,
            InventoryCalls::key,
            nothing -> HostFields.NONE,
            fields -> HostFields.NONE);

    static final HostCall<Change, HostFields> CHANGE_STATE = new HostCall<>(
            HostOperation.CHANGE_KEY_STATE,
            change -> key(change.key()).with(HostField.STATE, change.next()),
            fields -> new Change(key(fields), fields.choice(HostField.STATE, KeyState.class)),
            nothing -> HostFields.NONE,
            fields -> HostFields.NONE);

    private InventoryCalls() {}

    private static HostFields key(KeyName name) {
        return HostFields.of(HostField.KEY, name);
    }

    private static KeyName key(HostFields fields) {
        return fields.key(HostField.KEY);
    }

    private static HostFields listing(Listing listing) {
        return HostFields.of(HostField.TOTAL, listing.total())
                .with(
                        HostField.KEYS,
                        listing.keys().stream().map(InventoryCalls::description).toList());
    }

    private static Listing listing(HostFields fields) {
        return new Listing(
                fields.number(HostField.TOTAL),
                fields.list(HostField.KEYS).stream()
                        .map(InventoryCalls::description)
                        .toList());
    }

    private static HostFields description(KeyDescription key) {
        HostFields fields = key(key.name())
                .with(HostField.PURPOSE, key.purpose())
                .with(HostField.ALGORITHM, key.family())
                .with(HostField.STRENGTH, key.algorithm())
                .with(HostField.DIRECTION, key.direction())
                .with(HostField.STATE, key.state())
                .with(HostField.TEST, HostChoice.YesNo.of(key.test()));
        return TermParts.term(
                HostParts.custody(HostParts.checkValue(fields, key.checkValue()), key.custody()), key.term());
    }

    private static KeyDescription description(HostFields fields) {
        return ToldKey.sound(new KeyDescription(
                key(fields),
                fields.choice(HostField.PURPOSE, KeyPurpose.class),
                fields.choice(HostField.ALGORITHM, KeyAlgorithm.class),
                fields.text(HostField.STRENGTH),
                fields.choice(HostField.DIRECTION, KeyDirection.class),
                fields.choice(HostField.STATE, KeyState.class),
                HostParts.checkValue(fields),
                fields.isYes(HostField.TEST),
                HostParts.custody(fields),
                TermParts.term(fields)));
    }
}
