package org.cardwright.machine.chip;

import java.util.Optional;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;

/** Which key of KEK2 a record means. */
@FunctionalInterface
public interface TransportKeyNames {

    /** The key of an identifier (TKID); empty when this station has none. */
    Optional<KeyName> find(ByteString tkid);
}
