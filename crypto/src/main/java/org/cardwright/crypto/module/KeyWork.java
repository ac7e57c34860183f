package org.cardwright.crypto.module;

import org.cardwright.crypto.module.KeyInventory.KeyDescription;

/**
 * Work that is to be done with a key.
 *
 * @param key as the module has it
 * @param task what is done
 * @param mode chaining mode of what goes in or out under the key; ECB where there is none
 */
public record KeyWork(KeyDescription key, KeyTask task, WrapUnder.Mode mode) {}
