package org.cardwright.formats.emv;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;

/**
 * The bytes that the issuer signs over a card, collected as a terminal collects them.
 *
 * <p>EMV 4.4 Book 3, 10.3: the signed records in the order of the file locator, then the values of the data elements
 * that the Static Data Authentication Tag List (9F4A) names, which may be the AIP only.
 *
 * @param bytes the concatenation, input of the hashes of Book 2, 5.4 and 6.1
 */
public record StaticDataToBeAuthenticated(ByteString bytes) {

    private static final Tag RECORD_TEMPLATE = Tag.of("70");

    /** The only content that 9F4A may have: the tag of the AIP. */
    private static final ByteString AIP_TAG = ByteString.fromHex("82");

    /**
     * Collects the bytes.
     *
     * @param locator which records are signed
     * @param records the records as READ RECORD returns them; those that are not signed are ignored
     * @param tagList value of 9F4A, empty when the card has none
     * @param profile the application interchange profile
     * @throws IllegalArgumentException when a signed record is missing or a terminal would refuse it: in SFI 1 to 10 it
     *     is exactly one template 70; 9F4A names something else than the AIP. The message names the record only.
     */
    public static StaticDataToBeAuthenticated collect(
            ApplicationFileLocator locator,
            Map<RecordAddress, ByteString> records,
            Optional<ByteString> tagList,
            ApplicationInterchangeProfile profile) {
        List<ByteString> parts = new ArrayList<>();
        for (RecordAddress address : locator.signedRecords()) {
            ByteString record = records.get(address);
            if (record == null) {
                throw new IllegalArgumentException(address + " is signed but missing");
            }
            parts.add(address.isGovernedByEmv() ? contentOfTemplate(address, record) : record);
        }
        if (tagList.isPresent()) {
            if (!tagList.get().equals(AIP_TAG)) {
                throw new IllegalArgumentException("tag 9F4A may name tag 82 only");
            }
            parts.add(profile.value());
        }
        return new StaticDataToBeAuthenticated(ByteString.concat(parts));
    }

    /** Records of SFI 11 to 30 are signed whole; of SFI 1 to 10 without the tag and the length of the template. */
    private static ByteString contentOfTemplate(RecordAddress address, ByteString record) {
        try {
            List<Tlv> objects = TlvReader.read(record);
            if (objects.size() == 1 && objects.get(0).tag().equals(RECORD_TEMPLATE)) {
                return objects.get(0).value();
            }
        } catch (MalformedTlvException malformed) {
            throw new IllegalArgumentException(address + " is " + malformed.getMessage(), malformed);
        }
        throw new IllegalArgumentException(address + " is not exactly one template 70");
    }

    /** The length only: the bytes hold a PAN. */
    @Override
    public String toString() {
        return "StaticDataToBeAuthenticated(" + bytes.size() + ")";
    }
}
