package org.cardwright.machine.virtualcard;

import java.util.Optional;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.cardwright.perso.dgi.DgiId;
import org.cardwright.perso.show.TransportKeys;

/**
 * Opens the secrets of a record with transport keys in clear; for published test keys, until a secure channel re-encrypts them.
 *
 * @param record whose directory says which key and mode a data grouping is under
 * @param keys stay the caller's
 */
public record TransportKeySecrets(CpsRecord record, TransportKeys keys) implements DgiSecrets {

    @Override
    public Optional<SecretBytes> open(ByteString aid, DgiId dgi, ByteString cryptogram) {
        return record.applications().stream()
                .filter(application -> application.aid().equals(aid))
                .flatMap(application -> entry(application, dgi).stream())
                .findFirst()
                .flatMap(entry -> keys.open(entry, cryptogram));
    }

    private static Optional<TransportKeyEntry> entry(CpsApplication application, DgiId dgi) {
        return application.transportKeys().stream()
                .filter(entry -> entry.dgis().contains(dgi))
                .findFirst();
    }
}
