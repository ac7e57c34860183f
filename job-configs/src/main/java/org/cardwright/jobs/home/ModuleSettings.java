package org.cardwright.jobs.home;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.module.Custody;
import org.cardwright.crypto.pkcs11.TokenGroupSettings;
import org.cardwright.crypto.pkcs11.TokenSelector;

/**
 * Which security module a home has.
 *
 * @param tokens the tokens that hold the keys; empty for the software module
 * @param custody where secrets may stand: TRANSIT or STRICT with tokens, SOFTWARE without
 */
public record ModuleSettings(Optional<TokenGroupSettings> tokens, Custody custody) {

    private enum Kind {
        SOFTWARE,
        PKCS11
    }

    /** Names of settings that belong to tokens only. */
    private static final String LIBRARY = "pkcs11.library";

    private static final String TOKENS = "pkcs11.tokens";

    static ModuleSettings load(StrictProperties values) {
        boolean software = values.choice("security-module", Kind.SOFTWARE) == Kind.SOFTWARE;
        Custody custody = values.choice("custody", software ? Custody.SOFTWARE : Custody.TRANSIT);
        String library = values.text(LIBRARY, "");
        String tokens = values.text(TOKENS, "");
        if (software != (custody == Custody.SOFTWARE) || custody == Custody.PAYMENT_HSM) {
            throw refused("custody " + custody + " is not that of the security module");
        }
        if (software != library.isEmpty() || software != tokens.isEmpty()) {
            throw refused(LIBRARY + " and " + TOKENS + " belong to security-module = pkcs11, and it needs both");
        }
        return new ModuleSettings(software ? Optional.empty() : Optional.of(group(library, tokens)), custody);
    }

    private static TokenGroupSettings group(String library, String tokens) {
        try {
            List<TokenSelector> selectors = Arrays.stream(tokens.split(",", -1))
                    .map(String::strip)
                    .map(TokenSelector::parse)
                    .toList();
            return TokenGroupSettings.of(Path.of(library), selectors);
        } catch (InvalidPathException impossible) {
            throw refused(LIBRARY + " is no file name");
        } catch (IllegalArgumentException malformed) {
            throw refused(TOKENS + ": " + malformed.getMessage());
        }
    }

    private static ConfigurationException refused(String rule) {
        return new ConfigurationException("cardwright.properties: " + rule);
    }
}
