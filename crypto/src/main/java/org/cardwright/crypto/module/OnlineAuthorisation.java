package org.cardwright.crypto.module;

import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.cryptogram.CryptogramVersion;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.scp.ApduMessage;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;

/**
 * Application cryptograms, judged and answered as by the host of an issuer. EMV 4.4 Book 2, 8.1 and 8.2.
 *
 * <p>No right cryptogram over a transaction ever leaves: a wrong one is answered with no, and only a right one gets a response. What leaves
 * is what a card says when it refuses a transaction of nothing.
 */
public interface OnlineAuthorisation {

    /**
     * The card that a cryptogram should be of.
     *
     * @param issuerMasterKey IMK_AC key
     * @param option derivation option of the card key
     * @param pan application primary account number
     * @param panSequenceNumber PAN sequence number
     */
    record CardOf(KeyName issuerMasterKey, DerivationOption option, Pan pan, PanSequenceNumber panSequenceNumber) {}

    /**
     * A cryptogram to be judged.
     *
     * @param card whose it should be
     * @param version how it is made
     * @param transactionCounter ATC, 2 bytes
     * @param unpredictableNumber 9F37, 4 bytes
     * @param input what it is computed over, as {@link CryptogramVersion#input} makes it
     * @param cryptogram ARQC, TC or AAC, 8 bytes
     */
    record CryptogramQuestion(
            CardOf card,
            CryptogramVersion version,
            ByteString transactionCounter,
            ByteString unpredictableNumber,
            ByteString input,
            ByteString cryptogram) {}

    /** Values of the transaction counter, from 1, for which a refusal is told: how often a card may be tried before it is used. */
    int REFUSALS = 8;

    /**
     * What is the card's own in a refusal.
     *
     * @param interchangeProfile AIP, 2 bytes
     * @param issuerApplicationData 9F10 with the results of a card that refuses
     */
    record Refused(ByteString interchangeProfile, ByteString issuerApplicationData) {}

    /**
     * The AACs of a card for a transaction of nothing: every value of the terminal is zero, amount, country, currency, day and unpredictable
     * number, so that no host takes one for anything else. They prove the key of a card to a reader that has none. M-05.
     *
     * @return 8 bytes for each of the first {@link #REFUSALS} values of the transaction counter
     */
    List<ByteString> refusals(CardOf card, CryptogramVersion version, Refused refused);

    /** Did this card make the cryptogram over these data? */
    boolean isGenuine(CryptogramQuestion question);

    /**
     * The answer to a genuine ARQC.
     *
     * @param decision ARC (2 bytes), or for versions with a card status update that (4 bytes) with 0 to 8 bytes of the issuer
     * @return ARPC of 8 or 4 bytes; empty when the cryptogram is not genuine
     */
    Optional<ByteString> respond(CryptogramQuestion question, ByteString decision);

    /**
     * The data of a script command for a card that sent a genuine cryptogram, with their MAC. EMV 4.4 Book 2, 9.2.1, format 2.
     *
     * @param scriptKey IMK_SMI key of the issuer, who owns the IMK_AC key of the card too; otherwise KEY_REFUSED, in production also
     *     when neither has an owner
     * @param command CLA 84 or 8C, data in front of the MAC as they are sent
     * @return empty when the cryptogram is not genuine
     */
    Optional<ByteString> scriptData(CryptogramQuestion question, KeyName scriptKey, ApduMessage command);
}
