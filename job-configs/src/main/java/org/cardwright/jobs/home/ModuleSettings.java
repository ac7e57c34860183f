package org.cardwright.jobs.home;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.module.Custody;
import org.cardwright.crypto.pkcs11.TokenGroupSettings;
import org.cardwright.crypto.pkcs11.TokenSelector;
import org.cardwright.pipeline.ledger.WrongUsageException;

/**
 * Which security module a home has.
 *
 * @param tokens the tokens that hold the keys; empty for other modules
 * @param hosts the payment HSMs that hold the keys; empty for other modules
 * @param custody where secrets may stand: TRANSIT or STRICT with tokens, else what the module is
 */
public record ModuleSettings(Optional<TokenGroupSettings> tokens, Optional<HostModuleSettings> hosts, Custody custody) {

    private enum Kind {
        SOFTWARE(Custody.SOFTWARE),
        PKCS11(Custody.TRANSIT, Custody.STRICT),
        HOST_COMMANDS(Custody.PAYMENT_HSM);

        private final Custody usual;
        private final Set<Custody> possible;

        Kind(Custody... possible) {
            this.usual = possible[0];
            this.possible = Set.of(possible);
        }
    }

    /** Whether keys work in a device beside this program. */
    public boolean isDevice() {
        return tokens.isPresent() || hosts.isPresent();
    }

    /** Names of settings that belong to tokens only. */
    private static final String LIBRARY = "pkcs11.library";

    private static final String TOKENS = "pkcs11.tokens";
    private static final String SESSIONS = "pkcs11.sessions";
    private static final String ANSWER = "pkcs11.answer-seconds";
    private static final int MAX_SESSIONS = 256;
    private static final int MAX_ANSWER_SECONDS = 3600;

    /** The module of settings that stand in a file; other files are named as seen from there. */
    static ModuleSettings load(StrictProperties values, Path file) {
        Kind kind = values.choice("security-module", Kind.SOFTWARE);
        Custody custody = values.choice("custody", kind.usual);
        if (!kind.possible.contains(custody)) {
            throw refused("custody " + custody + " is not that of the security module");
        }
        String library = values.text(LIBRARY, "");
        String tokens = values.text(TOKENS, "");
        boolean onTokens = kind == Kind.PKCS11;
        if (!onTokens && (values.hasAny(SESSIONS) || values.hasAny(ANSWER))) {
            throw refused(SESSIONS + " and " + ANSWER + " belong to security-module = pkcs11");
        }
        int sessions = values.number(SESSIONS, TokenGroupSettings.SESSIONS, 1, MAX_SESSIONS);
        int answerSeconds = values.number(ANSWER, (int) TokenGroupSettings.ANSWER.toSeconds(), 1, MAX_ANSWER_SECONDS);
        if (onTokens == library.isEmpty() || onTokens == tokens.isEmpty()) {
            throw refused(LIBRARY + " and " + TOKENS + " belong to security-module = pkcs11, and it needs both");
        }
        boolean onHosts = kind == Kind.HOST_COMMANDS;
        if (!onHosts && values.hasAny(HostModuleSettings.PREFIX)) {
            throw refused(HostModuleSettings.PREFIX + "... belong to security-module = host-commands");
        }
        return new ModuleSettings(
                onTokens
                        ? Optional.of(group(library, tokens).with(sessions, Duration.ofSeconds(answerSeconds)))
                        : Optional.empty(),
                onHosts ? Optional.of(HostModuleSettings.load(values, file)) : Optional.empty(),
                custody);
    }

    /**
     * Refuses what is done at a payment HSM itself.
     *
     * @param act what is done, {@code "components are entered"}
     * @throws WrongUsageException when the keys are in one
     */
    public void requireNoPaymentHsm(String act) {
        if (hosts.isPresent()) {
            throw new WrongUsageException(act + " at the payment HSM itself, which holds the keys of this home");
        }
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
