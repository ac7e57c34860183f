package org.cardwright.machine.virtualcard;

import org.cardwright.crypto.oda.SignedDynamicApplicationData;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvWriter;

/**
 * The answer to GENERATE AC. EMV 4.4 Book 3, 6.5.5.4; Book 2, 6.6.1.
 *
 * @param type what was given
 * @param transactionCounter ATC
 * @param cryptogram AC
 * @param issuerApplicationData 9F10
 * @param dynamicNumber ICC dynamic number
 */
record CryptogramAnswer(
        CryptogramType type,
        ByteString transactionCounter,
        ByteString cryptogram,
        ByteString issuerApplicationData,
        ByteString dynamicNumber) {

    private static final Tag FORMAT_1 = Tag.of("80");
    private static final Tag FORMAT_2 = Tag.of("77");

    /** Without a signature, in format 1 or 2. */
    ByteString plain(int format) {
        if (format == 1) {
            ByteString all = ByteString.concat(information(), transactionCounter, cryptogram, issuerApplicationData);
            return new Tlv(FORMAT_1, all).encode();
        }
        return new TlvWriter()
                .put("9F27", information())
                .put("9F36", transactionCounter)
                .put("9F26", cryptogram)
                .put("9F10", issuerApplicationData)
                .template(FORMAT_2)
                .encode();
    }

    /** With a signature that holds the cryptogram. EMV 4.4 Book 2, 6.6.1, Tables 17 and 18. */
    ByteString signed(IccPrivateKey key, TransactionValues values) {
        ByteString unsigned = new TlvWriter()
                .put("9F27", information())
                .put("9F36", transactionCounter)
                .put("9F10", issuerApplicationData)
                .encode();
        ByteString hash = SignedDynamicApplicationData.transactionDataHashCode(values.all(), unsigned);
        ByteString dynamicData = ByteString.concat(
                ByteString.ofByte(dynamicNumber.size()), dynamicNumber, information(), cryptogram, hash);
        ByteString block =
                new SignedDynamicApplicationData(dynamicData).block(key.modulusBytes(), values.unpredictableNumber());
        ByteString signature = key.apply(block).orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS));
        return new TlvWriter()
                .put("9F27", information())
                .put("9F36", transactionCounter)
                .put("9F4B", signature)
                .put("9F10", issuerApplicationData)
                .template(FORMAT_2)
                .encode();
    }

    private ByteString information() {
        return ByteString.ofByte(type.bits());
    }
}
