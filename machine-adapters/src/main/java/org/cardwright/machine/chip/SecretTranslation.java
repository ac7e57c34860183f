package org.cardwright.machine.chip;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardChannels.CardSession;
import org.cardwright.crypto.module.CardChannels.SecretOfRecord;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.chip.DgiRule.Holds;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;

/** Carries the secrets of an application from under KEK2 to under the key of the card, inside the security module. EMV CPS. */
final class SecretTranslation {

    private final Map<DgiId, WrapUnder> under = new HashMap<>();
    private final AppletRecipe applet;
    private final CpsApplication application;

    /**
     * Finds the keys.
     *
     * @throws IllegalArgumentException when this station has no key of an identifier, or knows its mode not
     */
    SecretTranslation(CpsApplication application, AppletRecipe applet, TransportKeyNames names) {
        this.application = application;
        this.applet = applet;
        for (TransportKeyEntry entry : application.transportKeys()) {
            KeyName name = names.find(entry.tkid())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "TKID " + entry.tkid().toHex() + " is no transport key of this station"));
            WrapUnder wrapped = new WrapUnder(name, mode(entry));
            entry.dgis().forEach(dgi -> under.put(dgi, wrapped));
        }
    }

    private static WrapUnder.Mode mode(TransportKeyEntry entry) {
        return switch (entry.cmode()) {
            case TransportKeyEntry.ECB -> WrapUnder.Mode.ECB;
            case TransportKeyEntry.CBC -> WrapUnder.Mode.CBC;
            default -> throw new IllegalArgumentException("CMODE is 11 or 10");
        };
    }

    /** The application as the card of this session gets it. */
    CpsApplication forCard(CardSession session) {
        List<Dgi> dgis = application.dgis().stream()
                .map(dgi -> under.containsKey(dgi.id()) ? new Dgi(dgi.id(), translated(dgi, session)) : dgi)
                .toList();
        return new CpsApplication(
                application.aid(),
                application.transportKeys(),
                application.owner(),
                application.steps(),
                application.logData(),
                dgis,
                application.macSection());
    }

    private ByteString translated(Dgi dgi, CardSession session) {
        boolean padded = applet.rule(dgi.id())
                .map(DgiRule::holds)
                .filter(holds -> holds == Holds.ICC_KEY_PART || holds == Holds.PIN_KEY_PART)
                .isPresent();
        WrapUnder key = under.get(dgi.id());
        if (key == null) {
            throw new IllegalStateException("no key for " + dgi.id());
        }
        return session.translate(new SecretOfRecord(key, dgi.value(), padded));
    }
}
