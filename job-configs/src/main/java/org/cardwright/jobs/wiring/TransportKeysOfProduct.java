package org.cardwright.jobs.wiring;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.CpsProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.machine.chip.TransportKeyNames;

/** The keys of KEK2 by the identifiers that the records of one product carry. EMV CPS, transport key directory. */
public final class TransportKeysOfProduct implements TransportKeyNames {

    private final Map<ByteString, KeyName> names = new HashMap<>();

    /** As the product says. */
    public TransportKeysOfProduct(EffectiveProduct product) {
        for (CpsProfile.TransportKey key : product.cps().transportKeys()) {
            names.put(
                    key.tkid(),
                    KeyName.parse(key.key().toString())
                            .orElseThrow(() -> new IllegalStateException("a product names no key")));
        }
    }

    @Override
    public Optional<KeyName> find(ByteString tkid) {
        return Optional.ofNullable(names.get(tkid));
    }
}
