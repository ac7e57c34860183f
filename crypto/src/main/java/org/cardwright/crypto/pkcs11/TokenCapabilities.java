package org.cardwright.crypto.pkcs11;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
     */
    public record Outcome(TokenOperation operation, String result) {

        /** Did it give the right result? */
        public boolean works() {
            return result.equals(WORKS);
        }
    }

    /** Copies the list. */
    public TokenCapabilities {
        outcomes = List.copyOf(outcomes);
    }

    /** An operation works when it does on every token. */
    static TokenCapabilities of(List<TokenMember> tokens) {
        List<Outcome> outcomes = new ArrayList<>();
        for (TokenOperation operation : TokenOperation.values()) {
            String result = tokens.stream()
                    .map(token -> trial(token, operation))
                    .filter(outcome -> !outcome.equals(WORKS))
                    .findFirst()
                    .orElse(WORKS);
            outcomes.add(new Outcome(operation, result));
        }
        return new TokenCapabilities(outcomes);
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
