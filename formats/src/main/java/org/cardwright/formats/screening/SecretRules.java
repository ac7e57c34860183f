package org.cardwright.formats.screening;

import static org.cardwright.formats.issuer.IssuerField.PIN_BLOCK;
import static org.cardwright.formats.issuer.IssuerField.PIN_BLOCK_FORMAT;

import java.util.List;
import java.util.Optional;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.issuer.IssuerField;

/** What can be seen of secrets without their keys. ISO 9564-1, 9.3 and 9.4. */
final class SecretRules {

    /** Longest secret that is no RSA key. */
    private static final int MAX_SECRET_BYTES = 512;

    static final List<Rule> RULES = List.of(
            Rule.of(
                    RejectReason.PIN_BLOCK_MISSING,
                    PIN_BLOCK,
                    draft -> draft.has(PIN_BLOCK) || !draft.policy().requiresPin()),
            // A PIN that is dropped in silence would be a card without the PIN its holder was told.
            Rule.of(
                    RejectReason.PIN_BLOCK_NOT_EXPECTED,
                    PIN_BLOCK,
                    draft -> !draft.has(PIN_BLOCK) || draft.policy().requiresPin()),
            Rule.of(
                    RejectReason.PIN_BLOCK_FORMAT_UNKNOWN,
                    PIN_BLOCK_FORMAT,
                    draft -> !draft.has(PIN_BLOCK) || draft.pinBlockFormat().isPresent()),
            Rule.of(RejectReason.PIN_BLOCK_LENGTH, PIN_BLOCK, SecretRules::hasPinBlockLength),
            Rule.of(
                    RejectReason.PIN_BLOCK_FORMAT_NOT_OF_KEY,
                    PIN_BLOCK_FORMAT,
                    draft -> !draft.has(PIN_BLOCK) || draft.isPinFormatOfKey()),
            new Rule(
                    RejectReason.SECRET_MISSING,
                    draft -> OrderDraft.SECRETS.stream()
                            .filter(field -> required(draft, field).isPresent() && !draft.has(field))
                            .findFirst()),
            new Rule(
                    RejectReason.SECRET_LENGTH,
                    draft -> OrderDraft.SECRETS.stream()
                            .filter(field -> draft.has(field) && !hasLength(draft, field))
                            .findFirst()));

    private SecretRules() {}

    private static boolean hasPinBlockLength(OrderDraft draft) {
        return !draft.has(PIN_BLOCK)
                || draft.pinBlockFormat()
                        .filter(format ->
                                format.blockBytes() == draft.secret(PIN_BLOCK).size())
                        .isPresent();
    }

    private static Optional<Integer> required(OrderDraft draft, IssuerField field) {
        return Optional.ofNullable(draft.policy().requiredSecrets().get(field.name()));
    }

    private static boolean hasLength(OrderDraft draft, IssuerField field) {
        int bytes = draft.secret(field).size();
        return required(draft, field).map(length -> length == bytes).orElse(bytes <= MAX_SECRET_BYTES);
    }
}
