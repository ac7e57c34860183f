package org.cardwright.crypto.module;

import java.util.Optional;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.scp.ApduMessage;
import org.cardwright.crypto.scp.SessionParameters;
import org.cardwright.formats.bytes.ByteString;

/**
 * Secure channels from a personalizer to cards: no key of a card and no session key leaves the module, and none stands anywhere
 * between two commands. GlobalPlatform Card Specification 2.3.1, annex E (SCP02); Amendment D 1.2 (SCP03).
 */
public interface CardChannels {

    /**
     * Where the keys of one card come from.
     *
     * @param master KMC of its lot, of purpose CARD_MASTER
     * @param method NONE, CPS11, VISA2 or KDF3
     * @param diversificationData 10 bytes, as the card answered to INITIALIZE UPDATE
     */
    record CardKeySource(KeyName master, KeyDiversification method, ByteString diversificationData) {}

    /**
     * Begins a session with a card that proved itself.
     *
     * @param card where its keys come from
     * @param session what was said so far
     * @param cardCryptogram 8 bytes, as the card answered
     * @return nothing when the cryptogram is not that of a card with these keys: it must be told nothing more, because it counts
     *     wrong attempts
     * @throws SecurityModuleException KEY_REFUSED when the KMC is missing, of another purpose or algorithm, in a wrong state, in a
     *     device that cannot work so, or in production when the method is NONE; BAD_INPUT when the data are not those of the method
     */
    Optional<CardSession> open(CardKeySource card, SessionParameters session, ByteString cardCryptogram);

    /**
     * One session. Not for several threads. EXTERNAL AUTHENTICATE comes before everything else that is asked of it: otherwise
     * BAD_INPUT.
     */
    interface CardSession {

        /** EXTERNAL AUTHENTICATE, the next command. */
        ApduMessage externalAuthenticate();

        /**
         * A command as it is sent; every one that is asked for must be sent, in this order.
         *
         * @throws SecurityModuleException BAD_INPUT when it is too long with what is added
         */
        ApduMessage protect(ApduMessage plain);

        /** The data of the answer to the last command; nothing when they are not of this card. */
        Optional<ByteString> unprotectAnswer(ByteString data, int status);

        /**
         * A secret of a record, from under KEK2 to under the key of the card: S-DEK in ECB mode in SCP02, K_DEK in CBC mode in SCP03.
         *
         * @throws SecurityModuleException KEY_REFUSED when the key is none of KEK2; BAD_INPUT when the value is no whole number of its
         *     blocks
         */
        ByteString translate(SecretOfRecord secret);

        /**
         * Data of PUT KEY that give the card three other keys, which come from the data that this card answered to INITIALIZE UPDATE.
         * GlobalPlatform Card Specification 2.3.1, 11.8.2.3; Amendment D 1.2, 7.2.
         *
         * @param master KMC of the new keys, of purpose CARD_MASTER
         * @param method CPS11, VISA2 or KDF3: a master key goes into no card
         * @param keyVersion of the new keys, 01 to 7F
         * @throws SecurityModuleException KEY_REFUSED when the method is NONE, or the new keys are not of the algorithm of the session
         *     or longer than the key under which they travel
         */
        KeyReplacement replaceKeys(KeyName master, KeyDiversification method, int keyVersion);
    }

    /**
     * A secret of a record.
     *
     * @param under key of KEK2 and mode
     * @param cryptogram value of the data grouping
     * @param endsInPadding true when the clear value ends with 80 and zeros: only zeros are added where blocks of the card are longer
     */
    record SecretOfRecord(WrapUnder under, ByteString cryptogram, boolean endsInPadding) {}

    /**
     * What goes into PUT KEY and what must come back.
     *
     * @param data of the command
     * @param answer new version and check values
     */
    record KeyReplacement(ByteString data, ByteString answer) {}
}
