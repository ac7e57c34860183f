package org.cardwright.crypto.hostcommand;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyBlockVersion;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyComponents;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyExchange;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;

/** Keys into the device and out of it, always under other keys; components are entered at the device itself. */
final class HostKeyExchange implements KeyExchange {

    private final HostClient client;

    HostKeyExchange(HostClient client) {
        this.client = client;
    }

    @Override
    public Imported importBlock(KeyName transportKey, String block, Announced announced) {
        return checked(
                client.one(ExchangeCalls.IMPORT_BLOCK, new ExchangeCalls.BlockImport(transportKey, block, announced)),
                announced,
                HostOperation.IMPORT_KEY_BLOCK);
    }

    @Override
    public Imported importCryptogram(KeyName transportKey, Cryptogram cryptogram, Announced announced) {
        return checked(
                client.one(
                        ExchangeCalls.IMPORT_CRYPTOGRAM,
                        new ExchangeCalls.CryptogramImport(transportKey, cryptogram, announced)),
                announced,
                HostOperation.IMPORT_CRYPTOGRAM);
    }

    /** Refuses: no clear component goes over the network. PCI PIN, 12. */
    @Override
    public Imported importComponents(KeyComponents components, Announced announced, Set<Leniency> leniency) {
        throw new SecurityModuleException(
                Kind.KEY_REFUSED,
                announced.name()
                        + ": components are entered at the HSM itself, no clear component goes over the network");
    }

    @Override
    public Exported export(Order order) {
        Exported exported = client.one(ExchangeCalls.EXPORT, order);
        HostResult.require(
                exported.key().name().equals(order.key()) && isOfForm(exported.text(), order.form()),
                HostOperation.EXPORT_KEY,
                "it is another key or form");
        return exported;
    }

    /** The check value as it was announced, when both are of one rule; a device may keep it by another one. */
    private static Imported checked(Imported imported, Announced announced, HostOperation operation) {
        KeyAttributes key = imported.key();
        KeyCheckValue checkValue = key.checkValue();
        boolean fits =
                checkValue.method() != announced.checkValue().method() || checkValue.fits(announced.checkValue());
        HostResult.require(
                key.name().equals(announced.name())
                        && key.purpose() == announced.purpose()
                        && key.direction() == announced.direction()
                        && key.state() == announced.state(),
                operation,
                "it took in something else than was announced");
        HostResult.require(fits, operation, "the check value of " + key.name() + " is another one");
        return imported;
    }

    /** A key block says its version and length first. ANSI X9.143, 6.2. */
    private static boolean isOfForm(String text, Form form) {
        Optional<KeyBlockVersion> version = form.version();
        if (version.isEmpty()) {
            return text.matches("([0-9A-F]{2})+");
        }
        return text.startsWith(version.get().letter() + String.format(Locale.ROOT, "%04d", text.length()));
    }
}
