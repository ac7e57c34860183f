package org.cardwright.crypto.module;

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
 * <p>No right cryptogram ever leaves: a wrong one is answered with no, and only a right one gets a response.
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
