package org.cardwright.crypto.hostcommand;

import java.util.List;
import org.cardwright.crypto.derive.DiversificationData;
import org.cardwright.crypto.derive.DiversificationData.Card;
import org.cardwright.crypto.derive.DiversificationData.Chip;
import org.cardwright.crypto.derive.DiversificationData.CounterMode;
import org.cardwright.crypto.derive.DiversificationData.Scp02Session;
import org.cardwright.crypto.derive.DiversificationData.Scp03Session;
import org.cardwright.crypto.derive.DiversificationData.SecurityDomain;
import org.cardwright.crypto.derive.DiversificationData.Shape;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.module.KeyDerivations.DerivedCheckValue;
import org.cardwright.crypto.module.KeyDerivations.DryRun;
import org.cardwright.formats.bytes.ByteString;

/** The call that tries a diversification. */
final class DerivationCalls {

    static final HostCall<DryRun, List<DerivedCheckValue>> CHECK_VALUES = new HostCall<>(
            HostOperation.DERIVE_CHECK_VALUES,
            DerivationCalls::request,
            fields -> new DryRun(
                    fields.key(HostField.KEY),
                    fields.choice(HostField.DIVERSIFICATION, KeyDiversification.class),
                    data(fields)),
            DerivationCalls::answer,
            fields -> fields.list(HostField.CHECK_VALUES).stream()
                    .map(entry -> new DerivedCheckValue(entry.text(HostField.LABEL), HostParts.checkValue(entry)))
                    .toList());

    private DerivationCalls() {}

    private static HostFields answer(List<DerivedCheckValue> checkValues) {
        return HostFields.of(
                HostField.CHECK_VALUES,
                checkValues.stream()
                        .map(one -> HostParts.checkValue(HostFields.of(HostField.LABEL, one.name()), one.checkValue()))
                        .toList());
    }

    private static HostFields request(DryRun run) {
        HostFields fields = HostFields.of(HostField.KEY, run.master())
                .with(HostField.DIVERSIFICATION, run.method())
                .with(HostField.SHAPE, run.data().shape())
                .with(HostField.PAN, "")
                .with(HostField.PAN_SEQUENCE_NUMBER, 0)
                .with(HostField.CARD_METHOD, KeyDiversification.NONE)
                .with(HostField.DIVERSIFIER, ByteString.EMPTY)
                .with(HostField.SEQUENCE_COUNTER, ByteString.EMPTY)
                .with(HostField.HOST_CHALLENGE, ByteString.EMPTY)
                .with(HostField.CARD_CHALLENGE, ByteString.EMPTY)
                .with(HostField.BITS, 0);
        return data(fields, run.data());
    }

    private static HostFields data(HostFields fields, DiversificationData data) {
        if (data instanceof Card card) {
            return HostParts.card(fields, card.pan(), card.sequenceNumber());
        }
        if (data instanceof SecurityDomain domain) {
            return fields.with(HostField.DIVERSIFIER, domain.data());
        }
        if (data instanceof Scp02Session session) {
            return fields.with(HostField.CARD_METHOD, session.cardKeys())
                    .with(HostField.DIVERSIFIER, session.card().data())
                    .with(HostField.SEQUENCE_COUNTER, session.sequenceCounter());
        }
        if (data instanceof Scp03Session session) {
            return fields.with(HostField.CARD_METHOD, session.cardKeys())
                    .with(HostField.DIVERSIFIER, session.card().data())
                    .with(HostField.HOST_CHALLENGE, session.hostChallenge())
                    .with(HostField.CARD_CHALLENGE, session.cardChallenge());
        }
        if (data instanceof Chip chip) {
            return fields.with(HostField.DIVERSIFIER, chip.number());
        }
        CounterMode counterMode = (CounterMode) data;
        return fields.with(HostField.DIVERSIFIER, counterMode.input()).with(HostField.BITS, counterMode.bits());
    }

    private static DiversificationData data(HostFields fields) {
        ByteString diversifier = fields.bytes(HostField.DIVERSIFIER);
        return switch (fields.choice(HostField.SHAPE, Shape.class)) {
            case CARD -> new Card(HostParts.pan(fields), HostParts.sequenceNumber(fields));
            case SECURITY_DOMAIN -> new SecurityDomain(diversifier);
            case SCP02 ->
                new Scp02Session(
                        cardMethod(fields), new SecurityDomain(diversifier), fields.bytes(HostField.SEQUENCE_COUNTER));
            case SCP03 ->
                new Scp03Session(
                        cardMethod(fields),
                        new SecurityDomain(diversifier),
                        fields.bytes(HostField.HOST_CHALLENGE),
                        fields.bytes(HostField.CARD_CHALLENGE));
            case CHIP -> new Chip(diversifier);
            case FIXED_INPUT -> new CounterMode(diversifier, fields.number(HostField.BITS));
            case SALT -> throw new MalformedMessageException("what a PIN opens is not for a security module");
        };
    }

    private static KeyDiversification cardMethod(HostFields fields) {
        return fields.choice(HostField.CARD_METHOD, KeyDiversification.class);
    }
}
