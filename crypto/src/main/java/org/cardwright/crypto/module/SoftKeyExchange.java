package org.cardwright.crypto.module;

import java.util.Set;
import org.cardwright.crypto.key.KeyComponents;
import org.cardwright.crypto.key.KeyName;

/** Key exchange over the keys of this module. */
final class SoftKeyExchange implements KeyExchange {

    private final KeyRing ring;

    SoftKeyExchange(KeyRing ring) {
        this.ring = ring;
    }

    @Override
    public Imported importBlock(KeyName transportKey, String block, Announced announced) {
        return ring.inSession(session -> new KeyImport(session, announced).block(transportKey, block));
    }

    @Override
    public Imported importCryptogram(KeyName transportKey, Cryptogram cryptogram, Announced announced) {
        return ring.inSession(session -> new KeyImport(session, announced).cryptogram(transportKey, cryptogram));
    }

    @Override
    public Imported importComponents(KeyComponents components, Announced announced, Set<Leniency> leniency) {
        return ring.inSession(session -> new KeyImport(session, announced).components(components, leniency));
    }

    @Override
    public Exported export(Order order) {
        return ring.inSession(session -> new KeyExport(session, order).export());
    }
}
