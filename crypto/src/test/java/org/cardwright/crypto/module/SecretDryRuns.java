package org.cardwright.crypto.module;

import java.security.SecureRandom;
import java.util.function.Function;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.derive.CardManagementKeys;
import org.cardwright.crypto.derive.CounterModeKdf;
import org.cardwright.crypto.derive.DiversificationData.CounterMode;
import org.cardwright.crypto.derive.DiversificationData.Scp02Session;
import org.cardwright.crypto.derive.DiversificationData.Scp03Session;
import org.cardwright.crypto.derive.DiversificationData.SecurityDomain;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyMac;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyDerivations.DryRun;
import org.cardwright.crypto.scp.Scp02Keys;
import org.cardwright.crypto.scp.Scp03Keys;
import org.cardwright.formats.bytes.ByteString;

/** Dry runs of the module, with the keys that come out on the way masked for the search. */
record SecretDryRuns(SecurityModule module, Function<KeyName, byte[]> clear, MaskedSecrets secrets) {

    /** Sessions, because their keys come of keys that come of a master key. */
    void run() {
        SecurityDomain card = new SecurityDomain(ByteString.of(random(10)));
        Scp02Session scp02 = new Scp02Session(KeyDiversification.CPS11, card, ByteString.of(random(2)));
        module.keyDerivations().checkValues(new DryRun(KeyName.of("kmc"), KeyDiversification.SCP02, scp02));
        try (CardKeySet keys = cardManagerKeys("kmc", KeyAlgorithm.TDES, scp02.cardKeys(), card);
                Scp02Keys session = Scp02Keys.derive(keys, scp02.sequenceCounter())) {
            secrets.add("K_ENC", ClearKeyAccess.open(keys.enc()).clone());
            secrets.add("S-MAC", ClearKeyAccess.open(session.mac()).clone());
        }
        ByteString challenge = ByteString.of(random(8));
        Scp03Session scp03 = new Scp03Session(KeyDiversification.KDF3, card, challenge, challenge);
        module.keyDerivations().checkValues(new DryRun(KeyName.of("kmc-aes"), KeyDiversification.SCP03, scp03));
        try (CardKeySet keys = cardManagerKeys("kmc-aes", KeyAlgorithm.AES, scp03.cardKeys(), card);
                Scp03Keys session = Scp03Keys.derive(keys, challenge, challenge)) {
            secrets.add("AES K_MAC", ClearKeyAccess.open(keys.mac()).clone());
            secrets.add("AES S-RMAC", ClearKeyAccess.open(session.rmac()).clone());
        }
        CounterMode input = new CounterMode(challenge, 256);
        module.keyDerivations().checkValues(new DryRun(KeyName.of("kdk"), KeyDiversification.KDF_HMAC_SHA256, input));
        try (SecretBytes master = SecretBytes.adopt(clear.apply(KeyName.of("kdk")));
                KeyMac mac = KeyMac.of(master);
                SecretBytes key = CounterModeKdf.hmacSha256(mac, input.fixedInput(), 32)) {
            secrets.add("KO", ClearKeyAccess.open(key).clone());
        }
    }

    private CardKeySet cardManagerKeys(
            String kmc, KeyAlgorithm algorithm, KeyDiversification method, SecurityDomain card) {
        try (SecretBytes master = SecretBytes.adopt(clear.apply(KeyName.of(kmc)))) {
            return CardManagementKeys.derive(method, algorithm, master, card.data());
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }
}
