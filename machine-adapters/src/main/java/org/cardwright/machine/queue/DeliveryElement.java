package org.cardwright.machine.queue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.queue.ResultForm.Column;
import org.cardwright.machine.queue.xml.XmlHotFolder;
import org.cardwright.machine.queue.xml.XmlMachine;
import org.cardwright.machine.queue.xml.XmlResult;
import org.cardwright.machine.queue.xml.XmlSocket;

/** How the machine of a definition is fed. */
final class DeliveryElement {

    private static final String QUEUES = "queues";

    private final MachineDefinitionFile.Refusal refusal;
    private final Path home;

    DeliveryElement(MachineDefinitionFile.Refusal refusal, Path home) {
        this.refusal = refusal;
        this.home = home;
    }

    Delivery read(XmlMachine xml) throws MalformedFileException {
        return xml.getHotFolder() != null ? folder(xml, xml.getHotFolder()) : line(xml.getSocket(), xml);
    }

    private Delivery folder(XmlMachine machine, XmlHotFolder xml) throws MalformedFileException {
        List<ResultForm> forms = new ArrayList<>();
        Set<String> suffixes = new HashSet<>(Set.of(Delivery.HotFolder.TEMPORARY));
        refusal.require(suffixes.add(xml.getSuffix()), xml, "suffix .tmp is that of files that are not complete");
        for (XmlResult result : xml.getResult()) {
            refusal.require(suffixes.add(result.getSuffix()), result, "two files have one suffix");
            forms.add(form(result, machine.isBinds()));
        }
        return new Delivery.HotFolder(place(xml), xml.getSuffix(), forms);
    }

    /** In the home only below queues, elsewhere where somebody set it up. */
    private Delivery.Place place(XmlHotFolder xml) throws MalformedFileException {
        Path root = home.toAbsolutePath().normalize();
        Path directory = root.resolve(xml.getDirectory()).normalize();
        boolean inHome = directory.startsWith(root);
        boolean absolute = Path.of(xml.getDirectory()).isAbsolute();
        Path queues = root.resolve(QUEUES);
        refusal.require(inHome || absolute, xml, "a directory that is not absolute lies in the home");
        refusal.require(
                !inHome || (directory.startsWith(queues) && !directory.equals(queues)),
                xml,
                "a folder in the home lies below " + QUEUES);
        String group = xml.getSharedWith() == null ? "" : xml.getSharedWith();
        return new Delivery.Place(directory, queues, inHome, group);
    }

    private ResultForm form(XmlResult xml, boolean binds) throws MalformedFileException {
        List<Column> columns = xml.getColumns().stream()
                .map(name -> Column.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
        Set<Column> once = new HashSet<>(columns);
        boolean named = once.contains(Column.REFERENCE) || once.contains(Column.SEQUENCE);
        refusal.require(named, xml, "a row names its card by reference or sequence");
        long known = columns.stream().filter(column -> column != Column.OTHER).count();
        refusal.require(
                known == once.stream().filter(column -> column != Column.OTHER).count(), xml, "a column stands twice");
        boolean judged = once.contains(Column.OUTCOME) != (xml.getOutcome() != null);
        refusal.require(judged, xml, "the outcome is a column, or the same for the whole file");
        boolean rejects = "REJECT".equals(xml.getOutcome());
        refusal.require(
                !binds || rejects || once.contains(Column.PLASTIC), xml, "a station that binds names the plastic");
        Set<String> good = words(xml.getOk(), CardAnswer.Outcome.OK);
        Set<String> bad = words(xml.getReject(), CardAnswer.Outcome.REJECT);
        refusal.require(Collections.disjoint(good, bad), xml, "one word means OK and REJECT");
        char mark = xml.getDelimiter().charAt(0);
        boolean plain = mark > ' ' && mark <= '~' && !Character.isLetterOrDigit(mark) && mark != '-' && mark != '"';
        refusal.require(plain || mark == '\t', xml, "a delimiter is a mark that no code and no name has");
        return new ResultForm(
                xml.getSuffix(),
                xml.getDelimiter().charAt(0),
                columns,
                new ResultForm.Words(Optional.ofNullable(xml.getOutcome()).map(CardAnswer.Outcome::valueOf), good, bad),
                xml.isHeader(),
                xml.getEnd());
    }

    /** The standard of a list is not filled in by the binding. */
    private static Set<String> words(List<String> given, CardAnswer.Outcome standard) {
        return given.isEmpty() ? Set.of(standard.name()) : Set.copyOf(given);
    }

    private Delivery line(XmlSocket xml, XmlMachine machine) throws MalformedFileException {
        refusal.require(!machine.isBinds(), xml, "the answer of a conversation names no plastic, so it binds none");
        List<Delivery.Meaning> meanings = new ArrayList<>();
        for (XmlSocket.Answer answer : xml.getAnswer()) {
            meanings.add(new Delivery.Meaning(
                    pattern(answer.getPattern(), answer), Delivery.Says.valueOf(answer.getMeans())));
        }
        boolean good = meanings.stream().anyMatch(meaning -> meaning.says() == Delivery.Says.OK);
        refusal.require(good, xml, "no answer means OK");
        boolean asks = xml.getAsk() != null;
        Delivery.Dialogue dialogue = new Delivery.Dialogue(
                Delivery.Unit.valueOf(xml.getUnit()),
                asks ? asked(xml.getAsk()) : ByteString.EMPTY,
                asks ? pattern(xml.getAsk().getReady(), xml.getAsk()) : Pattern.compile(""),
                meanings,
                xml.isHeadAnswered());
        requireBound(xml, dialogue);
        return new Delivery.Line(
                wire(xml),
                Duration.ofSeconds(xml.getConnectSeconds()),
                Duration.ofSeconds(xml.getAnswerSeconds()),
                dialogue,
                home.resolve(QUEUES).resolve(machine.getName() + ".lock"));
    }

    /** Card data leave this machine under TLS only, or where somebody has written down that he trusts the network. */
    private Delivery.Wire wire(XmlSocket xml) throws MalformedFileException {
        Optional<LineTls> tls = Optional.ofNullable(xml.getTls())
                .map(files -> new LineTls(
                        beside(files.getKeystore()), beside(files.getTruststore()), beside(files.getPasswordFile())));
        String segment = xml.getTrustedSegment() == null ? "" : xml.getTrustedSegment();
        Delivery.Wire wire = new Delivery.Wire(xml.getHost(), xml.getPort(), tls, segment);
        refusal.require(
                wire.isHere() || tls.isPresent() || !segment.isEmpty(),
                xml,
                "card data travel: a host other than this machine needs tls, or a trusted-segment that names the network");
        refusal.require(
                tls.isEmpty() || xml.getAsk() != null,
                xml,
                "under TLS 1.3 a machine refuses a certificate only after it was shown: it is asked before each card");
        refusal.require(
                segment.isEmpty() || (tls.isEmpty() && !wire.isHere()),
                xml,
                "a trusted-segment is for another host without tls");
        return wire;
    }

    private Path beside(String file) {
        return refusal.file().resolveSibling(file);
    }

    private ByteString asked(XmlSocket.Ask xml) throws MalformedFileException {
        refusal.require((xml.getHex() == null) != (xml.getText() == null), xml, "a question is one of hex and text");
        ByteString asked = xml.getHex() == null
                ? ByteString.of(xml.getText().getBytes(StandardCharsets.US_ASCII))
                : ByteString.fromHex(xml.getHex());
        refusal.require(!asked.isEmpty(), xml, "an empty question");
        return asked;
    }

    /** An answer that names no card may be a late one about another: somebody has to take that on. */
    private void requireBound(XmlSocket xml, Delivery.Dialogue dialogue) throws MalformedFileException {
        boolean bound = dialogue.namesCards();
        refusal.require(
                bound || xml.isCounted(),
                xml,
                "neither the answers that mean OK nor the one to the question name the card in a group \"card\":"
                        + " write counted=\"true\" when they shall be believed all the same");
        refusal.require(!bound || !xml.isCounted(), xml, "its answers name the card, so none is only counted");
    }

    private Pattern pattern(String given, Object element) throws MalformedFileException {
        try {
            return Pattern.compile(given, Pattern.DOTALL);
        } catch (PatternSyntaxException wrong) {
            throw refusal.definition().contradiction(refusal.file(), element, "a pattern is no regular expression");
        }
    }
}
