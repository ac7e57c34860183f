package org.cardwright.machine.queue;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.language.CardCommands;
import org.cardwright.machine.language.ContainedText;
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
        List<ContainedText> checks,
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

    /** True when its answers name no card, and are believed because they are counted. */
    public boolean isCounted() {
        return delivery instanceof Delivery.Line line && !line.dialogue().namesCards();
    }

    /** The network segment in which card data travel to it in clear, as its definition says; empty for none. */
    public String trustedSegment() {
        return delivery instanceof Delivery.Line line ? line.wire().segment() : "";
    }

    /**
     * The file of a job, read back as the machine will.
     *
     * @throws org.cardwright.machine.language.MachineTextException when a card cannot be made on this machine; it names the card
     * @throws org.cardwright.machine.language.MachineFileException when what was written reads otherwise
     */
    public ByteString file(String job, List<JobCard> cards) {
        cards.forEach(this::require);
        ByteString file = encoded(language.job(job, cards));
        JobCheck.require(language, job, cards, new String(file.toByteArray(), charset));
        return file;
    }

    /** The commands of one card for a conversation, looked at and read back as in {@link #file}. */
    CardCommands commands(JobCard card) {
        file("", List.of(card));
        CardCommands commands = language.commands(card);
        commands.all().forEach(command -> encoded(command.text()));
        return commands;
    }

    /** Looks at a card before a machine hears of it. */
    private void require(JobCard card) {
        checks.forEach(check -> check.require(card));
        language.requireIn(charset, card);
    }

    /** In the character set of the machine; texts of cards have been looked at before. */
    ByteString encoded(String text) {
        try {
            ByteBuffer bytes = charset.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            return ByteString.copyOf(bytes.array(), 0, bytes.limit());
        } catch (CharacterCodingException unmappable) {
            throw new IllegalArgumentException("a mark of the language is not in " + charset.name());
        }
    }
}
