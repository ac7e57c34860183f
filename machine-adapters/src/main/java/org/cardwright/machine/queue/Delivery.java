package org.cardwright.machine.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cardwright.formats.bytes.ByteString;

/** How a machine is fed. */
public sealed interface Delivery {

    /**
     * A directory that the machine looks into.
     *
     * @param place the directory
     * @param suffix of the files of jobs
     * @param results the files in which it answers
     */
    record HotFolder(Place place, String suffix, List<ResultForm> results) implements Delivery {

        /** Suffix of a file that is not complete. */
        public static final String TEMPORARY = ".tmp";

        /** Copies the forms. */
        public HotFolder {
            results = List.copyOf(results);
        }

        /** The directory. */
        public Path directory() {
            return place.directory();
        }
    }

    /**
     * Where a folder is, and who may look into it.
     *
     * @param directory the folder
     * @param queues directory of the home where locks and judged results are, for its owner only
     * @param inHome whether the folder lies there, too, and is made when it is missing; otherwise it was set up, as a mount is
     * @param group whose members may read and write in the folder, too; empty for nobody but the owner
     */
    record Place(Path directory, Path queues, boolean inHome, String group) {}

    /**
     * A conversation, card by card.
     *
     * @param wire to the machine
     * @param connect how long the connection may take
     * @param answer how long an answer may take
     * @param dialogue what is said
     * @param lock held by the one process that talks
     */
    record Line(Wire wire, Duration connect, Duration answer, Dialogue dialogue, Path lock) implements Delivery {}

    /**
     * How a machine is reached.
     *
     * @param host of the machine
     * @param port of the machine
     * @param tls who each side is; empty on this machine, and in a segment that somebody trusts
     * @param segment name of a network segment in which card data may travel in clear; empty for none
     */
    record Wire(String host, int port, Optional<LineTls> tls, String segment) {

        private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1");

        /** The same machine under another name of this one, or in other letters. */
        boolean isSame(Wire other) {
            return port == other.port && (host.equalsIgnoreCase(other.host) || (isHere() && other.isHere()));
        }

        /** Is it this machine? */
        boolean isHere() {
            return LOOPBACK.matcher(host).matches();
        }
    }

    /**
     * What is said beside the cards.
     *
     * @param unit how answers are told apart
     * @param ask sent before each card, {@code {sequence}} and {@code {reference}} stand for those of the card; empty for nothing
     * @param ready the answer that the machine is ready; a group {@code card} must be the card
     * @param meanings of answers, the first that matches counts
     * @param headAnswered whether what stands before the cards has an answer of its own; otherwise it goes with the first card
     */
    record Dialogue(Unit unit, ByteString ask, Pattern ready, List<Meaning> meanings, boolean headAnswered) {

        /** Copies the meanings. */
        public Dialogue {
            meanings = List.copyOf(meanings);
        }

        /** True when every answer that means OK names its card, or the machine names it before. */
        boolean namesCards() {
            return names(ready)
                    || meanings.stream()
                            .filter(meaning -> meaning.says() == Says.OK)
                            .allMatch(meaning -> names(meaning.pattern()));
        }

        private static boolean names(Pattern pattern) {
            return pattern.pattern().contains("(?<card>");
        }

        /** True when an answer only says that another one follows. */
        boolean isWait(String answer) {
            return meanings.stream()
                    .filter(meaning -> meaning.pattern().matcher(answer).matches())
                    .findFirst()
                    .filter(meaning -> meaning.says() == Says.WAIT)
                    .isPresent();
        }

        /** True when the machine says when it is done with a card, beside what became of it. */
        boolean ends() {
            return meanings.stream().anyMatch(meaning -> meaning.says() == Says.END);
        }
    }

    /**
     * One meaning.
     *
     * @param pattern over a whole answer; a group {@code card} is the reference or the sequence of its card, a group {@code command} the
     *     command that it is about, a group {@code error} a code
     * @param says what it means
     */
    record Meaning(Pattern pattern, Says says) {}

    /** What an answer says of the card. */
    enum Says {
        /** It is made. */
        OK,
        /** It is not made, its plastic is out. */
        REJECT,
        /** Nobody knows. */
        UNKNOWN,
        /** Another answer follows. */
        WAIT,
        /** The machine is done with the card of which it has said what became; before that, another answer follows. */
        END
    }

    /** How the answers of a machine are told apart. */
    enum Unit {
        /** Each byte is one. */
        BYTE,
        /** A line feed ends one. */
        LINE,
        /** The end of an XML element ends one. */
        ELEMENT
    }
}
