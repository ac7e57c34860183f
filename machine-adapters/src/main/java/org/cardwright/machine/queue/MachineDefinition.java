package org.cardwright.machine.queue;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.language.CrossCheck;
import org.cardwright.machine.language.JobCard;
import org.cardwright.machine.language.JobCheck;
import org.cardwright.machine.language.MachineLanguage;

/**
 * A machine as its bureau describes it.
 *
 * @param name of the machine
 * @param version counts up with every change
 * @param hash SHA-256 of the definition
 * @param route which cards it takes
 * @param language what it reads
 * @param checks what must agree on a card
 * @param charset in which it reads
 * @param delivery how it is fed
 */
public record MachineDefinition(
        String name,
        int version,
        ByteString hash,
        Route route,
        MachineLanguage language,
        List<CrossCheck> checks,
        Charset charset,
        Delivery delivery) {

    /** Copies the checks. */
    public MachineDefinition {
        checks = List.copyOf(checks);
    }

    /**
     * Which cards a machine takes.
     *
     * @param room machines in one room do the same work
     * @param after the room that must have said OK before; absent for the first one
     * @param groups of sealed batches: product and plastic
     * @param jobCards most cards of a job
     * @param attempts how often a card is made before a person must decide
     * @param binds whether its OK binds the record to a plastic
     */
    public record Route(
            String room, Optional<String> after, Set<String> groups, int jobCards, int attempts, boolean binds) {

        /** Copies the groups. */
        public Route {
            groups = Set.copyOf(groups);
        }
    }

    /**
     * The file of a job, read back as the machine will.
     *
     * @throws org.cardwright.machine.language.MachineTextException when a card cannot be made on this machine; it names the card
     * @throws org.cardwright.machine.language.MachineFileException when what was written reads otherwise
     */
    public ByteString file(String job, List<JobCard> cards) {
        cards.forEach(this::require);
        List<ByteString> parts = new ArrayList<>();
        parts.add(encoded(language.head(job)));
        cards.forEach(card -> parts.add(encoded(card)));
        parts.add(encoded(language.foot()));
        ByteString file = ByteString.concat(parts);
        JobCheck.require(language, cards, new String(file.toByteArray(), charset));
        return file;
    }

    /** One card for a conversation, looked at and read back as in {@link #file}. */
    public ByteString card(JobCard card) {
        if (file("", List.of(card)).isEmpty()) {
            throw new IllegalArgumentException("card " + card.reference() + " says nothing");
        }
        return encoded(card);
    }

    private ByteString encoded(JobCard card) {
        try {
            return encoded(language.card(card));
        } catch (UnmappableTextException unmappable) {
            throw new IllegalArgumentException("card " + card.reference() + ": " + unmappable.getMessage());
        }
    }

    /** Characters that the machine does not have. */
    private static final class UnmappableTextException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        UnmappableTextException(String message) {
            super(message);
        }
    }

    private void require(JobCard card) {
        checks.forEach(check -> check.require(card));
    }

    private ByteString encoded(String text) {
        try {
            ByteBuffer bytes = charset.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            return ByteString.copyOf(bytes.array(), 0, bytes.limit());
        } catch (CharacterCodingException unmappable) {
            throw new UnmappableTextException("a text has characters that are not in " + charset.name());
        }
    }
}
