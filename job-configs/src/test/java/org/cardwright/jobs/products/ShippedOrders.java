package org.cardwright.jobs.products;

import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.DeliveryAddress;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.OrderReason;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.card.SuppliedTracks;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProfiledApplication;
import org.cardwright.jobs.sample.StripeJob;

/** Orders for shipped products, with PIN blocks made by the platform's ciphers under the published KEK1. */
final class ShippedOrders {

    static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

    /** bank-one and bank-two send format 0 under 3DES, bank-three format 4 under AES. */
    private static final Map<String, String> KEK1_PIN = Map.of(
            "bank-one", "7F57028010025BA77F57028020045BA7",
            "bank-two", "7F57048010025BA77F57048020045BA7",
            "bank-three", "7E57068010025AA67E57068020045AA6");

    private static final String EXPIRY = "2912";
    private static final String SERVICE_CODE = "201";

    private ShippedOrders() {}

    static ProfiledApplication card(EffectiveProduct product, int number) {
        List<ByteString> serials = new ArrayList<>();
        product.certifyingKeys().forEach(key -> serials.add(ByteString.ofUnsigned(100 * number + serials.size(), 3)));
        return new ProfiledApplication(order(product, number), product, serials);
    }

    private static CardApplication order(EffectiveProduct product, int number) {
        Pan pan = pan(product.ordering().bins().get(0), number);
        return new CardApplication(
                number,
                "A-" + number,
                product.id(),
                product.identity().segment(),
                OrderReason.NEW,
                pan,
                new PanSequenceNumber(number % 100),
                "MUSTERMANN/ERIKA",
                "MUSTERMANN/ERIKA",
                List.of(),
                TODAY,
                ExpirationDate.ofYymm(EXPIRY),
                new ServiceCode(SERVICE_CODE),
                tracks(product, pan),
                product.requiresPin() ? Optional.of(pinBlock(product, pan, number)) : Optional.empty(),
                Map.of(),
                "de",
                DeliveryAddress.NONE);
    }

    private static Pan pan(String bin, int number) {
        String digits = bin + "0".repeat(7 - Integer.toString(number).length()) + number;
        for (int check = 0; check < 10; check++) {
            if (Pan.hasValidCheckDigit(digits + check)) {
                return Pan.of(digits + check);
            }
        }
        throw new IllegalStateException("some check digit is right");
    }

    private static SuppliedTracks tracks(EffectiveProduct product, Pan pan) {
        if (!product.requiresSuppliedTrack(1)) {
            return SuppliedTracks.NONE;
        }
        String behind = EXPIRY + SERVICE_CODE + StripeJob.discretionary(pan.digits(), EXPIRY, SERVICE_CODE);
        return new SuppliedTracks(
                "B" + pan.digits() + "^MUSTERMANN/ERIKA^" + behind, pan.digits() + "=" + behind, "", "", "");
    }

    private static EncryptedPinBlock pinBlock(EffectiveProduct product, Pan pan, int number) {
        String issuer = product.identity().issuer();
        String pin = String.format(Locale.ROOT, "12%02d", number % 100);
        ByteString key = ByteString.fromHex(KEK1_PIN.get(issuer));
        String digits = pan.digits();
        if (issuer.equals("bank-three")) {
            // ISO 9564-1 format 4: PIN field, encrypted, xor PAN field, encrypted.
            ByteString first = encrypt("AES", key, ByteString.fromHex("44" + pin + "AAAAAAAAAA0123456789ABCDEF"));
            ByteString panField =
                    ByteString.fromHex((digits.length() - 12) + digits + "0".repeat(31 - digits.length()));
            return new EncryptedPinBlock(PinBlockFormat.ISO_4, encrypt("AES", key, xor(first, panField)));
        }
        ByteString panField = ByteString.fromHex("0000" + digits.substring(digits.length() - 13, digits.length() - 1));
        ByteString clear = xor(ByteString.fromHex("04" + pin + "FFFFFFFFFF"), panField);
        return new EncryptedPinBlock(PinBlockFormat.ISO_0, encrypt("DESede", key.plus(key.slice(0, 8)), clear));
    }

    private static ByteString xor(ByteString one, ByteString other) {
        byte[] out = one.toByteArray();
        for (int i = 0; i < out.length; i++) {
            out[i] ^= (byte) other.unsignedAt(i);
        }
        return ByteString.of(out);
    }

    private static ByteString encrypt(String algorithm, ByteString key, ByteString clear) {
        try {
            Cipher cipher = Cipher.getInstance(algorithm + "/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.toByteArray(), algorithm));
            return ByteString.of(cipher.doFinal(clear.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
