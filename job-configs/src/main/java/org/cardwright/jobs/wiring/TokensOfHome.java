package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyGeneration;
import org.cardwright.crypto.module.Pkcs11SecurityModule;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.crypto.module.TokenVault;
import org.cardwright.crypto.pkcs11.TokenGroup;
import org.cardwright.crypto.pkcs11.TokenGroupSettings;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.Settings;
import org.cardwright.sample.SampleData;

/** Opens the keys of a home that stand on tokens; fresh tokens of a test home get the published test keys. */
final class TokensOfHome {

    private TokensOfHome() {}

    /** The security module of a home whose settings name tokens; their PIN stays the caller's. */
    static SecurityModule open(HomeDirectory home, Settings settings, SecretBytes pin, Clock clock) throws IOException {
        TokenGroupSettings tokens = settings.module().tokens().orElseThrow();
        Path directory = home.vault();
        if (!TokenVault.exists(directory)) {
            if (settings.policy() != Settings.Policy.TEST) {
                throw new ConfigurationException(
                        "no register of tokens in this home; keys ceremony create-vault makes one");
            }
            home.fillOnce(directory, () -> fill(directory, tokens, pin));
        }
        return Pkcs11SecurityModule.open(
                TokenVault.open(directory, logIn(tokens, pin)),
                Vault.policy(settings),
                settings.module().custody(),
                clock);
    }

    /** Made under another name first: a killed run must not leave a register with half of the keys. */
    private static void fill(Path directory, TokenGroupSettings tokens, SecretBytes pin) throws IOException {
        Path filling = directory.resolveSibling(Vault.FILLING);
        Vault.deleteOld(filling);
        try (TokenVault vault = TokenVault.create(filling, logIn(tokens, pin))) {
            TestKeyImport.importAll(vault, name -> SampleData.bytes("keys-test-only/" + name));
        }
        Files.move(filling, directory);
    }

    /** The register of a production home, with the keys that every home has; made under another name first, as above. */
    static void make(HomeDirectory home, Settings settings, SecretBytes pin) throws IOException {
        Path filling = home.vault().resolveSibling(Vault.FILLING);
        Vault.deleteOld(filling);
        TokenGroupSettings tokens = settings.module().tokens().orElseThrow();
        try (TokenVault vault = TokenVault.create(filling, logIn(tokens, pin))) {
            Vault.keysOfTheHouse(settings).forEach(key -> KeyGeneration.generate(vault, key));
        }
        Files.move(filling, home.vault());
    }

    private static TokenGroup logIn(TokenGroupSettings tokens, SecretBytes pin) {
        StalledTokens.watch(tokens.answer());
        return TokenGroup.open(tokens, pin, Clock.systemUTC());
    }
}
