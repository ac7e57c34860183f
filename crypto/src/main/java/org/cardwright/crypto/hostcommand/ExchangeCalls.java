package org.cardwright.crypto.hostcommand;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.key.DesParity;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyBlockVersion;
import org.cardwright.crypto.key.KeyCryptogram;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.KeyExchange;
import org.cardwright.crypto.module.KeyExchange.Announced;
import org.cardwright.crypto.module.KeyExchange.Cryptogram;
import org.cardwright.crypto.module.KeyExchange.Exported;
import org.cardwright.crypto.module.KeyExchange.Form;
import org.cardwright.crypto.module.KeyExchange.Imported;
import org.cardwright.crypto.module.KeyExchange.Leniency;
import org.cardwright.crypto.module.KeyExchange.Order;

/** Calls that take keys in and let them out, always under other keys. */
final class ExchangeCalls {

    /** A key block that came; shows nothing of itself. */
    static final class BlockImport {

        private final KeyName transportKey;
        private final String block;
        private final Announced announced;

        BlockImport(KeyName transportKey, String block, Announced announced) {
            this.transportKey = transportKey;
            this.block = block;
            this.announced = announced;
        }

        /** Has the module take it in. */
        Imported into(KeyExchange exchange) {
            return exchange.importBlock(transportKey, block, announced);
        }
    }

    /** A key under a key that came. */
    record CryptogramImport(KeyName transportKey, Cryptogram cryptogram, Announced announced) {}

    static final HostCall<BlockImport, Imported> IMPORT_BLOCK = new HostCall<>(
            HostOperation.IMPORT_KEY_BLOCK,
            wanted -> announced(wanted.transportKey, wanted.announced).with(HostField.BLOCK, wanted.block),
            fields -> new BlockImport(
                    fields.key(HostField.TRANSPORT_KEY), fields.text(HostField.BLOCK), announced(fields)),
            ExchangeCalls::imported,
            ExchangeCalls::imported);

    static final HostCall<CryptogramImport, Imported> IMPORT_CRYPTOGRAM = new HostCall<>(
            HostOperation.IMPORT_CRYPTOGRAM,
            wanted -> cryptogram(announced(wanted.transportKey(), wanted.announced()), wanted.cryptogram()),
            fields -> new CryptogramImport(fields.key(HostField.TRANSPORT_KEY), cryptogram(fields), announced(fields)),
            ExchangeCalls::imported,
            ExchangeCalls::imported);

    static final HostCall<Order, Exported> EXPORT = new HostCall<>(
            HostOperation.EXPORT_KEY,
            order -> HostFields.of(HostField.KEY, order.key())
                    .with(HostField.UNDER, order.under())
                    .with(HostField.RECIPIENT, order.recipient().name())
                    .with(HostField.EXPORT_FORM, order.form()),
            fields -> new Order(
                    fields.key(HostField.KEY),
                    fields.key(HostField.UNDER),
                    new Party(fields.text(HostField.RECIPIENT)),
                    fields.choice(HostField.EXPORT_FORM, Form.class)),
            exported -> HostParts.attributes(exported.key()).with(HostField.BLOCK, exported.text()),
            fields -> new Exported(fields.text(HostField.BLOCK), HostParts.attributes(fields)));

    private ExchangeCalls() {}

    private static HostFields announced(KeyName transportKey, Announced announced) {
        HostFields fields = HostFields.of(HostField.TRANSPORT_KEY, transportKey)
                .with(HostField.KEY, announced.name())
                .with(HostField.PURPOSE, announced.purpose())
                .with(HostField.DIRECTION, announced.direction())
                .with(HostField.STATE, announced.state());
        return TermParts.period(
                HostParts.custody(HostParts.checkValue(fields, announced.checkValue()), announced.custody()),
                announced.period());
    }

    private static Announced announced(HostFields fields) {
        return new Announced(
                fields.key(HostField.KEY),
                fields.choice(HostField.PURPOSE, KeyPurpose.class),
                fields.choice(HostField.DIRECTION, KeyDirection.class),
                HostParts.checkValue(fields),
                HostParts.custody(fields),
                fields.choice(HostField.STATE, KeyState.class),
                TermParts.period(fields));
    }

    private static HostFields cryptogram(HostFields fields, Cryptogram cryptogram) {
        Set<Leniency> leniency = cryptogram.leniency();
        return fields.with(HostField.CRYPTOGRAM_FORM, cryptogram.form())
                .with(HostField.CRYPTOGRAM, cryptogram.content())
                .with(HostField.ALGORITHM, cryptogram.algorithm())
                .with(HostField.ANY_PARITY, HostChoice.YesNo.of(leniency.contains(Leniency.ANY_PARITY)))
                .with(HostField.SINGLE_LENGTH, HostChoice.YesNo.of(leniency.contains(Leniency.SINGLE_LENGTH)));
    }

    private static Cryptogram cryptogram(HostFields fields) {
        Set<Leniency> leniency = EnumSet.noneOf(Leniency.class);
        if (fields.isYes(HostField.ANY_PARITY)) {
            leniency.add(Leniency.ANY_PARITY);
        }
        if (fields.isYes(HostField.SINGLE_LENGTH)) {
            leniency.add(Leniency.SINGLE_LENGTH);
        }
        return new Cryptogram(
                fields.choice(HostField.CRYPTOGRAM_FORM, KeyCryptogram.class),
                fields.bytes(HostField.CRYPTOGRAM),
                fields.choice(HostField.ALGORITHM, KeyAlgorithm.class),
                leniency);
    }

    private static HostFields imported(Imported imported) {
        return HostParts.attributes(imported.key())
                .with(HostField.PARITY, imported.parity().map(Enum::name).orElse(HostChoice.Parity.NONE.name()))
                .with(
                        HostField.BLOCK_VERSION,
                        imported.blockVersion().map(Enum::name).orElse(HostChoice.BlockVersion.NONE.name()))
                .with(
                        HostField.NOT_UNDERSTOOD,
                        imported.notUnderstood().stream()
                                .map(name -> HostFields.of(HostField.LABEL, name))
                                .toList());
    }

    private static Imported imported(HostFields fields) {
        HostChoice.Parity parity = fields.choice(HostField.PARITY, HostChoice.Parity.class);
        HostChoice.BlockVersion version = fields.choice(HostField.BLOCK_VERSION, HostChoice.BlockVersion.class);
        return new Imported(
                HostParts.attributes(fields),
                parity == HostChoice.Parity.NONE ? Optional.empty() : Optional.of(DesParity.valueOf(parity.name())),
                version == HostChoice.BlockVersion.NONE
                        ? Optional.empty()
                        : Optional.of(KeyBlockVersion.valueOf(version.name())),
                fields.list(HostField.NOT_UNDERSTOOD).stream()
                        .map(entry -> entry.text(HostField.LABEL))
                        .toList());
    }
}
