package org.cardwright.crypto.module;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.cardwright.crypto.derive.CardManagementKeys;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.derive.Secrets;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.CardChannels.CardKeySource;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecureMessaging;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.crypto.scp.SessionParameters;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.SampleData;

/** The published card of {@code scp02-store-data.txt}, and cards with keys of the published KMC. */
final class ChannelCards {

    static final ByteString DATA = ByteString.fromHex("FFFFFF47617301020304");
    static final ByteString EIGHT = ByteString.fromHex("0102030405060708");
    static final Map<String, String> STORE_DATA = sections();

    private static final String KMC = "404142434445464748494A4B4C4D4E4F";

    private ChannelCards() {}

    static SecureMessaging card(KeyAlgorithm algorithm, KeyDiversification method, SessionParameters parameters) {
        return card(algorithm, new CardKeySource(ContractKeys.KMC, method, DATA), parameters);
    }

    /** The published KMC, whatever name the source gives it. */
    static SecureMessaging card(KeyAlgorithm algorithm, CardKeySource source, SessionParameters parameters) {
        try (SecretBytes kmc = Secrets.of(KMC)) {
            return SecureMessaging.of(
                    CardManagementKeys.derive(source.method(), algorithm, kmc, source.diversificationData()),
                    parameters);
        }
    }

    /** A card of SCP03 with keys of a KMC of {@link ContractKeys}. */
    static SecureMessaging aesCard(int bits, SessionParameters parameters) {
        try (SecretBytes kmc = Secrets.of(ContractKeys.kmcAesHex(bits))) {
            return SecureMessaging.of(
                    CardManagementKeys.derive(KeyDiversification.KDF3, KeyAlgorithm.AES, kmc, DATA), parameters);
        }
    }

    static String opened(SecureMessaging card, ByteString cryptogram) {
        try (SecretBytes clear = card.decryptSecret(cryptogram).orElseThrow()) {
            return Secrets.hex(clear);
        }
    }

    static CardKeySource source(KeyName master, KeyDiversification method) {
        return new CardKeySource(master, method, DATA);
    }

    static SessionParameters synthetic(SecurityLevel level) {
        return new SessionParameters(
                SecureChannelProtocol.SCP02,
                level,
                synthetic("host_challenge"),
                synthetic("card_challenge"),
                synthetic("sequence_counter"));
    }

    static ByteString synthetic(String name) {
        return ByteString.fromHex(STORE_DATA.get("synthetic." + name));
    }

    private static Map<String, String> sections() {
        Map<String, String> values = new HashMap<>();
        String section = "";
        for (String line : new String(SampleData.vectors("scp02-store-data.txt"), StandardCharsets.US_ASCII)
                .lines()
                .toList()) {
            int equals = line.indexOf(" = ");
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1) + ".";
            } else if (equals > 0 && !line.startsWith("#")) {
                values.put(section + line.substring(0, equals), line.substring(equals + 3));
            }
        }
        return values;
    }
}
