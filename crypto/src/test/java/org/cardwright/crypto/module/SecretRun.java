package org.cardwright.crypto.module;

import static org.cardwright.crypto.module.ModuleCalls.ONE;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.under;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.Exportability;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyBlock;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.CardKeys.CardKeyRequest;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.CardValues.CardValueRequest;
import org.cardwright.crypto.module.Certificates.IccKeyRequest;
import org.cardwright.crypto.module.Certificates.StaticSignatureRequest;
import org.cardwright.crypto.module.KeyGeneration.Specification;
import org.cardwright.crypto.module.Pins.NewPinRequest;
import org.cardwright.crypto.module.Pins.PinTranslationRequest;
import org.cardwright.crypto.module.Pins.PinValueRequest;
import org.cardwright.crypto.module.Pins.SecretTranslationRequest;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.profile.PinSource;

/** A vault of fresh keys and one batch of everything the module does, with all secrets of it masked for the search. */
final class SecretRun implements AutoCloseable {

    /** In front of the name of a number of an RSA key. */
    static final String RSA = "RSA ";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<Specification> KEYS = List.of(
            key("imk-ac", KeyPurpose.IMK_AC, KeyAlgorithm.TDES, 16, KeyDirection.NONE),
            key("imk-aes", KeyPurpose.IMK_AC, KeyAlgorithm.AES, 32, KeyDirection.NONE),
            key("kmc", KeyPurpose.CARD_MASTER, KeyAlgorithm.TDES, 16, KeyDirection.NONE),
            key("kmc-aes", KeyPurpose.CARD_MASTER, KeyAlgorithm.AES, 32, KeyDirection.NONE),
            key("kdk", KeyPurpose.KEY_DERIVATION, KeyAlgorithm.HMAC, 32, KeyDirection.NONE),
            key("cvk", KeyPurpose.CVK, KeyAlgorithm.TDES, 16, KeyDirection.NONE),
            key("pvk", KeyPurpose.PVK_PVV, KeyAlgorithm.TDES, 16, KeyDirection.NONE),
            key("mac", KeyPurpose.RECORD_MAC, KeyAlgorithm.HMAC, 32, KeyDirection.NONE),
            key("signing", KeyPurpose.MANIFEST_SIGNING, KeyAlgorithm.ED25519, 32, KeyDirection.NONE),
            key("pin-storage", KeyPurpose.PIN_STORAGE, KeyAlgorithm.AES, 32, KeyDirection.NONE),
            incoming("kek1-p0", KeyPurpose.PIN_ENCRYPTION, KeyAlgorithm.TDES, 16),
            incoming("kek1-p4", KeyPurpose.PIN_ENCRYPTION, KeyAlgorithm.AES, 16),
            incoming("kek1-d0", KeyPurpose.DATA_ENCRYPTION, KeyAlgorithm.TDES, 24),
            outgoing("kek2-k0", KeyPurpose.KEK, KeyAlgorithm.TDES, 16),
            outgoing("kek2-a0", KeyPurpose.KEK, KeyAlgorithm.AES, 32),
            outgoing("kek2-p0", KeyPurpose.PIN_ENCRYPTION, KeyAlgorithm.TDES, 16),
            outgoing("kek2-d0", KeyPurpose.DATA_ENCRYPTION, KeyAlgorithm.TDES, 24));

    private static final KeyCustody OF_BANK =
            new KeyCustody(Optional.of(new Party("bank")), Optional.empty(), Exportability.NEVER);
    private static final KeyName ISSUER = KeyName.of("issuer");
    private static final WrapUnder CARD_KEYS = under("kek2-k0", Mode.ECB);
    private static final String BATCH = "batch-of-the-heap";

    private final MaskedSecrets secrets;
    private final KeyVault vault;
    private final SoftwareSecurityModule module;

    private SecretRun(KeyVault vault, MaskedSecrets secrets) {
        this.vault = vault;
        this.secrets = secrets;
        this.module = SoftwareSecurityModule.open(vault, ModulePolicy.production());
    }

    /** Makes the vault and closes it, so that the run opens it with the passphrase as the program does. */
    static SecretRun open(Path directory, MaskedSecrets secrets) {
        byte[] passphrase = random(20);
        for (int i = 0; i < passphrase.length; i++) {
            passphrase[i] = (byte) ('a' + (passphrase[i] & 0xF));
        }
        try (SecretBytes secret = SecretBytes.copyOf(passphrase)) {
            secrets.add("passphrase", passphrase);
            try (KeyVault made = KeyVault.create(directory, secret, PassphraseCost.LEAST)) {
                KEYS.forEach(key -> KeyGeneration.generate(made, key, OF_BANK));
                KeyGeneration.generateIssuerRsaKey(made, ISSUER, 1024, 3);
                made.changeState(ISSUER, KeyState.ACTIVE);
            }
            return new SecretRun(KeyVault.open(directory, secret), secrets);
        }
    }

    private static Specification key(
            String label, KeyPurpose purpose, KeyAlgorithm algorithm, int bytes, KeyDirection direction) {
        return new Specification(KeyName.of(label), purpose, algorithm, bytes, direction);
    }

    private static Specification incoming(String label, KeyPurpose purpose, KeyAlgorithm algorithm, int bytes) {
        return key(label, purpose, algorithm, bytes, KeyDirection.ISSUER_TO_DATA_PREPARATION);
    }

    private static Specification outgoing(String label, KeyPurpose purpose, KeyAlgorithm algorithm, int bytes) {
        return key(label, purpose, algorithm, bytes, KeyDirection.DATA_PREPARATION_TO_PERSONALIZER);
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    /** Everything a batch asks for. */
    void batch() {
        keysOfTheVault();
        cardKeys();
        new SecretDryRuns(module, this::clear, secrets).run();
        pins();
        newPin();
        certificates();
        dataAndSeals();
    }

    private void keysOfTheVault() {
        for (Specification key : KEYS) {
            secrets.add(key.name().label(), clear(key.name()));
        }
        RSAPrivateKey issuer = RSAPrivateKey.getInstance(clear(ISSUER));
        secrets.add(RSA + "issuer p", unsigned(issuer.getPrime1().toByteArray()));
        secrets.add(RSA + "issuer q", unsigned(issuer.getPrime2().toByteArray()));
        secrets.add(RSA + "issuer d", unsigned(issuer.getPrivateExponent().toByteArray()));
        secrets.add(RSA + "issuer dP", unsigned(issuer.getExponent1().toByteArray()));
    }

    private static byte[] unsigned(byte[] number) {
        int zeros = number[0] == 0 ? 1 : 0;
        return Arrays.copyOfRange(number, zeros, number.length);
    }

    private void cardKeys() {
        ByteString tdes = derive("imk-ac", DerivationOption.A, CARD_KEYS);
        secrets.add("card key", decrypted("kek2-k0", tdes));
        ByteString aes = derive("imk-aes", DerivationOption.C, under("kek2-a0", Mode.CBC));
        secrets.add("AES card key", decrypted("kek2-a0", aes.slice(0, 16)));
        module.cardValues()
                .cardVerificationValues(List.of(new CardValueRequest(KeyName.of("cvk"), PAN, "2912", "201")));
    }

    private ByteString derive(String label, DerivationOption option, WrapUnder wrap) {
        CardKeyRequest request = new CardKeyRequest(List.of(KeyName.of(label)), option, PAN, ONE, wrap);
        return module.cardKeys().derive(List.of(request)).get(0).cryptogram();
    }

    /** A PIN of twelve digits, so that neither it nor its block can be there by chance. */
    private void pins() {
        byte[] digits = random(12);
        byte[] block = new byte[8];
        block[0] = 0x2C;
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) ((digits[i] & 0xFF) % 10);
            block[1 + i / 2] |= (byte) (i % 2 == 0 ? digits[i] << 4 : digits[i]);
        }
        block[7] = (byte) 0xFF;
        byte[] text = digits.clone();
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) ('0' + text[i]);
        }
        block[0] = 0x1C;
        EncryptedPinBlock incoming = new EncryptedPinBlock(PinBlockFormat.ISO_1, encrypted("kek1-p0", block));
        secrets.add("PIN block as it comes", block.clone());
        block[0] = 0x2C;
        secrets.add("PIN block as it leaves", block);
        secrets.form("PIN digits", digits);
        secrets.form("PIN as text", text);
        KeyName from = KeyName.of("kek1-p0");
        module.pins()
                .translate(List.of(new PinTranslationRequest(
                        "A-1", from, incoming, PAN, under("kek2-p0", Mode.ECB), PinBlockFormat.ISO_2)));
        module.pins().pinVerificationValues(List.of(new PinValueRequest(KeyName.of("pvk"), 1, from, incoming, PAN)));
    }

    /** A PIN that the module draws: what the chip gets of it tells its digits. */
    private void newPin() {
        EncryptedPinBlock stored = module.pins()
                .newPins(
                        List.of(new NewPinRequest("A-1/PIN", new PinSource.Random(12), PAN, KeyName.of("pin-storage"))))
                .get(0);
        ByteString chip = module.pins()
                .translate(List.of(new PinTranslationRequest(
                        "A-1",
                        KeyName.of("pin-storage"),
                        stored,
                        PAN,
                        under("kek2-p0", Mode.ECB),
                        PinBlockFormat.ISO_2)))
                .get(0)
                .made()
                .orElseThrow();
        byte[] block = decrypted("kek2-p0", chip);
        byte[] digits = new byte[12];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) (i % 2 == 0 ? (block[1 + i / 2] >> 4) & 0xF : block[1 + i / 2] & 0xF);
        }
        secrets.add("new PIN block", block);
        secrets.form("new PIN digits", digits);
    }

    private void certificates() {
        ByteString data = ByteString.of(random(40));
        module.certificates()
                .signStaticData(List.of(new StaticSignatureRequest(ISSUER, ByteString.fromHex("DAC1"), data)));
        IccKeyRequest request = new IccKeyRequest(
                "A-1",
                1024,
                3,
                ISSUER,
                PAN,
                new ExpirationDate(YearMonth.of(2029, 12)),
                ByteString.fromHex("000001"),
                Optional.of(data),
                CARD_KEYS,
                Certificates.ZeroPolicy.LEFT_FILL,
                0);
        List<ByteString> parts =
                module.certificates().generateIccKeys(List.of(request)).get(0).wrappedParts();
        for (int i = 0; i < parts.size(); i++) {
            byte[] padded = decrypted("kek2-k0", parts.get(i));
            secrets.add(RSA + "card part " + i, Arrays.copyOf(padded, 64));
            Arrays.fill(padded, (byte) 0);
        }
    }

    private void dataAndSeals() {
        byte[] secret = random(16);
        SecretTranslationRequest request = new SecretTranslationRequest(
                under("kek1-d0", Mode.CBC), encryptedCbc("kek1-d0", secret), under("kek2-d0", Mode.CBC));
        secrets.add("secret of the issuer", secret);
        module.pins().translateSecrets(List.of(request));
        ByteString wrapped = module.batchKeys().create(BATCH);
        try (SecretBytes key = vault.open(KeyBlock.parse(wrapped.toAscii()))) {
            secrets.add("batch data key", ClearKeyAccess.open(key).clone());
        }
        try (BatchKeys.BatchCipher cipher = module.batchKeys().open(BATCH, wrapped)) {
            cipher.open("place", cipher.seal("place", ByteString.of(random(100))));
        }
        module.seals().mac(KeyName.of("mac"), "context", List.of(ByteString.of(random(100))));
        module.seals().sign(KeyName.of("signing"), ByteString.of(random(100)));
    }

    private byte[] clear(KeyName name) {
        try (SecretBytes clear = vault.open(vault.block(name))) {
            return ClearKeyAccess.open(clear).clone();
        }
    }

    private byte[] decrypted(String label, ByteString cryptogram) {
        try (KeyCipher cipher = cipher(label)) {
            return cipher.decryptEcb(cryptogram.toByteArray());
        }
    }

    private ByteString encrypted(String label, byte[] clear) {
        try (KeyCipher cipher = cipher(label)) {
            return ByteString.of(cipher.encryptEcb(clear));
        }
    }

    private ByteString encryptedCbc(String label, byte[] clear) {
        try (KeyCipher cipher = cipher(label)) {
            return ByteString.of(cipher.encryptCbc(clear));
        }
    }

    private KeyCipher cipher(String label) {
        KeyName name = KeyName.of(label);
        try (SecretBytes key = vault.open(vault.block(name))) {
            return KeyCipher.of(vault.block(name).attributes().algorithm(), key);
        }
    }

    @Override
    public void close() {
        module.close();
    }
}
