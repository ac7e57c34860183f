package org.cardwright.crypto.pkcs11;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.cardwright.crypto.module.SecurityModuleException;

/**
 * What the tokens of a group can do, found by trying.
 *
 * @param outcomes one for each {@link TokenOperation}, in their order
 */
public record TokenCapabilities(List<Outcome> outcomes) {

    private static final String WORKS = "works";

    /**
     * How a trial went.
     *
     * @param operation what was tried
     * @param result {@code works}, the name of the return value, or {@code wrong result}
     * @param token the first on which it does not work, as the settings name it; else empty
     */
    public record Outcome(TokenOperation operation, String result, String token) {

        /** Did it give the right result? */
        public boolean works() {
            return result.equals(WORKS);
        }
    }

    /** Copies the list. */
    public TokenCapabilities {
        outcomes = List.copyOf(outcomes);
    }

    /** Of every operation. */
    static TokenCapabilities of(Function<TokenOperation, Outcome> trial) {
        return new TokenCapabilities(
                Arrays.stream(TokenOperation.values()).map(trial).toList());
    }

    /** It works when it does on every token; one that is lost meanwhile does not count. */
    static Outcome of(List<TokenMember> tokens, TokenOperation operation) {
        for (TokenMember token : tokens) {
            String result = trial(token, operation);
            if (!result.equals(WORKS) && token.isUp()) {
                return new Outcome(operation, result, token.name());
            }
        }
        return new Outcome(operation, WORKS, "");
    }

    private static String trial(TokenMember token, TokenOperation operation) {
        try {
            return token.runOnce(operation.trial()) ? WORKS : "wrong result";
        } catch (TokenFault fault) {
            return fault.ckr();
        } catch (SecurityModuleException wrong) {
            return "wrong result";
        }
    }

    /** Does this work on every token? */
    public boolean works(TokenOperation operation) {
        return outcomes.get(operation.ordinal()).works();
    }

    /** A line for each operation: its name, what PKCS #11 calls it, and how the trial went. */
    public List<String> lines() {
        return outcomes.stream()
                .map(outcome -> String.format(
                        Locale.ROOT,
                        "%-24s %-34s %s",
                        outcome.operation().title(),
                        outcome.operation().mechanism(),
                        outcome.result()))
                .toList();
    }
}
