package org.cardwright.crypto.module;

import java.util.List;
import org.cardwright.crypto.derive.DiversificationData;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyName;

/**
 * Dry runs of the diversification catalogue: both sides of a key exchange compare check values before a card is touched. EMV CPS
 * 1.1 and GlobalPlatform name the keys of a card by them.
 */
public interface KeyDerivations {

    /**
     * What to try.
     *
     * @param master name of the master key
     * @param method a method of the catalogue
     * @param data of the shape that the method takes
     */
    record DryRun(KeyName master, KeyDiversification method, DiversificationData data) {}

    /**
     * All that is told of a derived key.
     *
     * @param name as the catalogue has it
     * @param checkValue with its rule (3DES: zeros; AES: ones)
     */
    record DerivedCheckValue(String name, KeyCheckValue checkValue) {}

    /**
     * Derives, answers the check values in the order of the catalogue, and forgets the keys.
     *
     * @throws SecurityModuleException KEY_REFUSED when the master key is missing, of another purpose or algorithm, or in a wrong
     *     state; UNAVAILABLE when it is suspended; BAD_INPUT when the data are not those of the method
     */
    List<DerivedCheckValue> checkValues(DryRun run);
}
