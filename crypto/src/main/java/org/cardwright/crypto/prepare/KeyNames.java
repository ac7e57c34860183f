package org.cardwright.crypto.prepare;

import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.formats.profile.CpsProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.SecretClass;

/** Turns the names in a profile into names of the vault. */
final class KeyNames {

    private KeyNames() {}

    static KeyName of(KeyReference reference) {
        return new KeyName(reference.label(), reference.version());
    }

    /** The key of KEK2 for a class of secrets; the loader has made sure that there is one. */
    static WrapUnder under(EffectiveProduct product, SecretClass secretClass) {
        CpsProfile.TransportKey key = product.cps()
                .transportKey(secretClass)
                .orElseThrow(() -> new IllegalStateException("no transport key for " + secretClass));
        return new WrapUnder(of(key.key()), mode(key.cbc()));
    }

    static WrapUnder.Mode mode(boolean cbc) {
        return cbc ? WrapUnder.Mode.CBC : WrapUnder.Mode.ECB;
    }
}
