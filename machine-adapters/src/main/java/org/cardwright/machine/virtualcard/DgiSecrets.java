package org.cardwright.machine.virtualcard;

import java.util.Optional;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.dgi.DgiId;

/** How the card opens what comes encrypted: with the key of its secure channel, or with a published transport key. */
@FunctionalInterface
public interface DgiSecrets {

    /**
     * Opens a value.
     *
     * @param aid application that is personalized
     * @param dgi data grouping
     * @param cryptogram its value
     * @return clear value with its padding, closed by the caller; empty when there is no key for it or the length is wrong
     */
    Optional<SecretBytes> open(ByteString aid, DgiId dgi, ByteString cryptogram);
}
