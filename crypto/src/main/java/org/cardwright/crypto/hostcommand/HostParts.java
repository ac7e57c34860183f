package org.cardwright.crypto.hostcommand;

import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.card.PinBlockFormat;

/** Parts that occur in several requests and answers, as fields and back. */
final class HostParts {

    private HostParts() {}

    static HostFields under(HostFields fields, WrapUnder under) {
        return fields.with(HostField.UNDER, under.key()).with(HostField.MODE, under.mode());
    }

    static WrapUnder under(HostFields fields) {
        return new WrapUnder(fields.key(HostField.UNDER), fields.choice(HostField.MODE, WrapUnder.Mode.class));
    }

    static HostFields pan(HostFields fields, Pan pan) {
        return fields.with(HostField.PAN, pan.digits());
    }

    static Pan pan(HostFields fields) {
        return Pan.of(fields.text(HostField.PAN));
    }

    static HostFields card(HostFields fields, Pan pan, PanSequenceNumber number) {
        return pan(fields, pan).with(HostField.PAN_SEQUENCE_NUMBER, number.value());
    }

    static PanSequenceNumber sequenceNumber(HostFields fields) {
        return new PanSequenceNumber(fields.number(HostField.PAN_SEQUENCE_NUMBER));
    }

    static ExpirationDate expiry(HostFields fields) {
        return ExpirationDate.ofYymm(fields.text(HostField.EXPIRY));
    }

    static HostFields checkValue(HostFields fields, KeyCheckValue checkValue) {
        return fields.with(HostField.METHOD, checkValue.method()).with(HostField.CHECK_VALUE, checkValue.value());
    }

    static KeyCheckValue checkValue(HostFields fields) {
        return new KeyCheckValue(
                fields.choice(HostField.METHOD, KeyCheckValue.Method.class), fields.bytes(HostField.CHECK_VALUE));
    }

    static List<HostFields> checkValues(List<KeyCheckValue> checkValues) {
        return checkValues.stream().map(one -> checkValue(HostFields.NONE, one)).toList();
    }

    static List<KeyCheckValue> checkValues(HostFields fields) {
        return fields.list(HostField.CHECK_VALUES).stream()
                .map(HostParts::checkValue)
                .toList();
    }

    static List<HostFields> keys(List<KeyName> names) {
        return names.stream().map(name -> HostFields.of(HostField.KEY, name)).toList();
    }

    static List<KeyName> keys(HostFields fields) {
        return fields.list(HostField.MASTERS).stream()
                .map(entry -> entry.key(HostField.KEY))
                .toList();
    }

    static List<HostFields> cryptograms(List<ByteString> parts) {
        return parts.stream()
                .map(part -> HostFields.of(HostField.CRYPTOGRAM, part))
                .toList();
    }

    static List<ByteString> cryptograms(HostFields fields) {
        return fields.list(HostField.PARTS).stream()
                .map(entry -> entry.bytes(HostField.CRYPTOGRAM))
                .toList();
    }

    static HostFields pinBlock(HostFields fields, EncryptedPinBlock block) {
        return fields.with(HostField.FORMAT, block.format()).with(HostField.PIN_BLOCK, block.cryptogram());
    }

    static EncryptedPinBlock pinBlock(HostFields fields) {
        return new EncryptedPinBlock(
                fields.choice(HostField.FORMAT, PinBlockFormat.class), fields.bytes(HostField.PIN_BLOCK));
    }

    static HostFields publicKey(HostFields fields, RsaPublicKey key) {
        return fields.with(HostField.MODULUS, key.modulus()).with(HostField.EXPONENT, key.exponent());
    }

    static RsaPublicKey publicKey(HostFields fields) {
        return new RsaPublicKey(fields.bytes(HostField.MODULUS), fields.bytes(HostField.EXPONENT));
    }

    static HostFields custody(HostFields fields, KeyCustody custody) {
        return fields.with(HostField.OWNER, custody.owner().map(Party::name).orElse(""))
                .with(HostField.RECIPIENT, custody.recipient().map(Party::name).orElse(""))
                .with(HostField.EXPORTABILITY, custody.exportability());
    }

    static KeyCustody custody(HostFields fields) {
        return new KeyCustody(
                party(fields.text(HostField.OWNER)),
                party(fields.text(HostField.RECIPIENT)),
                fields.choice(HostField.EXPORTABILITY, Exportability.class));
    }

    private static Optional<Party> party(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(new Party(name));
    }

    static HostFields attributes(KeyAttributes key) {
        HostFields fields = HostFields.of(HostField.KEY, key.name())
                .with(HostField.PURPOSE, key.purpose())
                .with(HostField.ALGORITHM, key.algorithm())
                .with(HostField.BITS, key.bits())
                .with(HostField.DIRECTION, key.direction())
                .with(HostField.STATE, key.state())
                .with(HostField.TEST, HostChoice.YesNo.of(key.test()));
        return TermParts.term(custody(checkValue(fields, key.checkValue()), key.custody()), key.term());
    }

    static KeyAttributes attributes(HostFields fields) {
        return new KeyAttributes(
                fields.key(HostField.KEY),
                fields.choice(HostField.PURPOSE, KeyPurpose.class),
                fields.choice(HostField.ALGORITHM, KeyAlgorithm.class),
                fields.number(HostField.BITS),
                fields.choice(HostField.DIRECTION, KeyDirection.class),
                fields.choice(HostField.STATE, KeyState.class),
                fields.isYes(HostField.TEST),
                checkValue(fields),
                custody(fields),
                TermParts.term(fields));
    }
}
