package org.cardwright.machine.terminal;

import java.time.LocalDate;
import java.util.Optional;
import org.cardwright.crypto.cryptogram.CryptogramVersion.Layout;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.terminal.ModuleHost.Accounts;

/** Where the golden cards pay, with the host of their issuer. */
public final class GoldenTerminal {

    private GoldenTerminal() {}

    /** Pays with the PIN of the golden cards, online to their issuer. */
    public static TransactionResult run(SecurityModule module, CardChannel card, Transaction transaction) {
        return of(host(module), GoldenCards.TODAY).run(card, transaction, PinPad.entering(GoldenCards.PIN));
    }

    public static EmvTerminal of(IssuerHost host, LocalDate day) {
        return new EmvTerminal(TerminalProfile.test(day), GoldenCards.caKeys(), host, GoldenCards.random());
    }

    /** Both golden products are of one issuer; the host finds the layout by the length of what the card says. */
    public static IssuerHost host(SecurityModule module) {
        return request -> {
            boolean visa = request.issuerApplicationData().size() == 7;
            return new ModuleHost(
                            module,
                            new Accounts(
                                    KeyName.of("golden.imk-ac"),
                                    DerivationOption.A,
                                    visa ? Layout.VISA : Layout.MCHIP,
                                    Optional.empty(),
                                    Accounts.FAILURES))
                    .authorise(request);
        };
    }
}
