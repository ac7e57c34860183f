package org.cardwright.formats.card;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;

/**
 * One ordered card after screening: every field is of its type and satisfies the field rules.
 *
 * <p>Secret fields stay as they came, encrypted under KEK1 (issuer to data preparation).
 *
 * @param recordNumber place of the order in the issuer's file, from 1
 * @param orderReference the issuer's name of the order, unique per issuer
 * @param product product profile asked for
 * @param segment customer segment, empty for the product's defaults
 * @param reason why the card is ordered
 * @param pan application primary account number
 * @param panSequenceNumber PAN sequence number
 * @param cardholderName as encoded on track 1 and in the chip, {@code SURNAME/FIRST}; empty for a no-name card
 * @param embossedName the same as the font of the card writes it, with what the track cannot carry; empty likewise
 * @param embossLines extra lines of text in printing order
 * @param effectiveDate first day of validity
 * @param expirationDate last month of validity
 * @param serviceCode service code of the stripe
 * @param tracks stripe data from the issuer
 * @param pinBlock reference PIN under the PIN key of KEK1, or under the storage key of PINs made here
 * @param secrets further secrets under the data key of KEK1, by field name
 * @param language ISO 639-1 code, empty when unknown
 * @param address delivery address
 */
public record CardApplication(
        @Classified(DataClass.PUBLIC) int recordNumber,
        @Classified(DataClass.PUBLIC) String orderReference,
        @Classified(DataClass.PUBLIC) String product,
        @Classified(DataClass.PUBLIC) String segment,
        @Classified(DataClass.PUBLIC) OrderReason reason,
        @Classified(DataClass.CONFIDENTIAL) Pan pan,
        @Classified(DataClass.PUBLIC) PanSequenceNumber panSequenceNumber,
        @Classified(DataClass.CONFIDENTIAL) String cardholderName,
        @Classified(DataClass.CONFIDENTIAL) String embossedName,
        @Classified(DataClass.CONFIDENTIAL) List<String> embossLines,
        @Classified(DataClass.PUBLIC) LocalDate effectiveDate,
        @Classified(DataClass.CONFIDENTIAL) ExpirationDate expirationDate,
        @Classified(DataClass.CONFIDENTIAL) ServiceCode serviceCode,
        @Classified(DataClass.CONFIDENTIAL) SuppliedTracks tracks,
        @Classified(DataClass.SECRET) Optional<EncryptedPinBlock> pinBlock,
        @Classified(DataClass.SECRET) Map<String, ByteString> secrets,
        @Classified(DataClass.PUBLIC) String language,
        @Classified(DataClass.CONFIDENTIAL) DeliveryAddress address) {

    /** Copies the collections. */
    public CardApplication {
        embossLines = List.copyOf(embossLines);
        secrets = Map.copyOf(secrets);
    }

    /** The same with a PIN that was made for it. */
    public CardApplication with(EncryptedPinBlock pin) {
        return new CardApplication(
                recordNumber,
                orderReference,
                product,
                segment,
                reason,
                pan,
                panSequenceNumber,
                cardholderName,
                embossedName,
                embossLines,
                effectiveDate,
                expirationDate,
                serviceCode,
                tracks,
                Optional.of(pin),
                secrets,
                language,
                address);
    }

    /** Place, order and masked PAN only. */
    @Override
    public String toString() {
        return "CardApplication(record " + recordNumber + ", order " + orderReference + ", " + pan + ")";
    }
}
