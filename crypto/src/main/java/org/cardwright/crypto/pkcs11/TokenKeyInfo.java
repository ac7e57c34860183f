package org.cardwright.crypto.pkcs11;

import java.util.Set;
import org.cardwright.formats.bytes.ByteString;

/**
 * A key that stays on a token, for lists.
 *
 * @param label CKA_LABEL, may be empty when another program made the key
 * @param id CKA_ID, may be empty
 * @param type what kind of key
 * @param uses what it may do
 * @param sensitive its value cannot be read
 * @param extractable it can leave the token wrapped
 */
public record TokenKeyInfo(
        String label,
        ByteString id,
        TokenKeyType type,
        Set<TokenKeyUse> uses,
        boolean sensitive,
        boolean extractable) {}
