package org.cardwright.crypto.module;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.pkcs11.TokenGroup;
import org.cardwright.crypto.pkcs11.TokenGroupSettings;
import org.cardwright.crypto.pkcs11.TokenSelector;
import org.cardwright.sample.SampleData;
import org.cardwright.sample.SoftHsmTokens;

/** A SoftHSM token with all published test keys, made once in a process; every user has a copy of its own. */
final class TestTokenModule {

    private static final String TOKEN = "contract";
    private static final String REGISTER = "register";

    private TestTokenModule() {}

    private static final class Holder {
        static final Path MADE = make();

        private static Path make() {
            try {
                Path directory = Files.createTempDirectory("cardwright-tokens-");
                SoftHsmTokens tokens = SoftHsmTokens.in(directory, TOKEN);
                try (TokenVault vault = TokenVault.create(directory.resolve(REGISTER), group())) {
                    TestKeyImport.importAll(vault, name -> SampleData.bytes("keys-test-only/" + name));
                    TestKeyImport.importGoldenKeys(new TokenHolder(vault), SampleData.path("keys-test-only"));
                }
                tokens.close();
                return directory;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** The tokens must not be in use in this process. */
    static Pkcs11SecurityModule open(Custody custody) throws IOException {
        return Pkcs11SecurityModule.open(vault(), ModulePolicy.test(TestModule.SEED), custody);
    }

    static TokenVault vault() throws IOException {
        return vaultIn(Files.createTempDirectory("cardwright-tokens-"));
    }

    /** The register stands in {@code register/tokens.register}. */
    static TokenVault vaultIn(Path copy) throws IOException {
        Path made = Holder.MADE;
        SoftHsmTokens.in(copy);
        copy(made.resolve("tokens"), copy.resolve("tokens"));
        copy(made.resolve(REGISTER), copy.resolve(REGISTER));
        return TokenVault.open(copy.resolve(REGISTER), group());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                    Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(file));
                }
            }
        }
    }

    private static TokenGroup group() {
        TokenGroupSettings settings =
                TokenGroupSettings.of(SoftHsmTokens.library(), List.of(TokenSelector.label(TOKEN)));
        try (SecretBytes pin = SecretBytes.ofPassphrase(SoftHsmTokens.PIN.toCharArray())) {
            return TokenGroup.open(settings, pin, Clock.systemUTC());
        }
    }
}
