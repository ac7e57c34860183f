package org.cardwright.crypto.hostcommand;

import java.util.Optional;
import org.cardwright.crypto.module.SecurityModuleException.Kind;

/**
 * An error code of a device.
 *
 * @param code two characters
 * @param kind what the caller can do; empty when the answer is good all the same
 * @param elsewhere true when the device cannot work now and another one may: the host is put aside
 * @param meaning plain words
 */
record HostError(String code, Optional<Kind> kind, boolean elsewhere, String meaning) {

    /** The code. */
    @Override
    public String toString() {
        return "HostError";
    }
}
